package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.file.Input;
import io.glimpse.input.LabelledInputs;
import io.glimpse.shots.BankRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A few examples of every class, from a folder or from anywhere. */
public final class FewExamples {

  private FewExamples() {}

  /** Takes the folder of images. */
  public static void main(String[] args) throws IOException {
    Path shots = Path.of(args[0]).resolve("shots");
    Path image = Path.of(args[0]).resolve("test/menorah/image_0019.jpg");
    // begin
    try (var glimpse = Glimpse.open()) {
      var classifier = glimpse.fewShot(shots); // one folder of images a class
      System.out.println(classifier.classes().size() + " classes");
      System.out.println(classifier.classify(image).best().name());

      byte[] emu = Files.readAllBytes(shots.resolve("emu/image_0001.jpg"));
      byte[] okapi = Files.readAllBytes(shots.resolve("okapi/image_0004.jpg"));
      var byBytes =
          glimpse.fewShot(
              BankRecipe.usual().withMethod("tip").withSeed(7),
              LabelledInputs.of(
                  Map.of(
                      "bird", List.of(Input.of("emu.jpg", emu)),
                      "mammal", List.of(Input.of("okapi.jpg", okapi)))));
      System.out.println(byBytes.classify(okapi).best().name());
    }
    // end
  }
}
