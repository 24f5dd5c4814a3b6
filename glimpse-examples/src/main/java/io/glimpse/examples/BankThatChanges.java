package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.ImageClassifier;
import io.glimpse.file.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Examples and classes that come and go while a program runs; nothing is trained anew. */
public final class BankThatChanges {

  private BankThatChanges() {}

  /** Takes the folder of images and one to write to. */
  public static void main(String[] args) throws IOException {
    Path shots = Path.of(args[0]).resolve("shots");
    Path file = Path.of(args[1]).resolve("animals.bank");
    List<Path> emus = List.of(shots.resolve("emu/image_0001.jpg"));
    List<Path> okapis = List.of(shots.resolve("okapi/image_0004.jpg"));
    Input dog = Input.of(shots.resolve("dalmatian/image_0010.jpg"));
    Input otherDog = Input.of(shots.resolve("dalmatian/image_0039.jpg"));
    // begin
    try (var glimpse = Glimpse.open()) {
      // Each is a snapshot of its own that shares storage with the one before.
      ImageClassifier two = glimpse.fewShot(Map.of("emu", emus, "okapi", okapis));
      ImageClassifier three = two.with("dog", List.of(dog, otherDog));
      System.out.println(two.classes().size() + " classes, then " + three.classes().size());

      String id = three.bank().orElseThrow().shots().get(3).id();
      System.out.println(three.withoutShot(id).bank().orElseThrow().shots().size() + " shots");
      System.out.println(three.relabel(id, "emu").bank().orElseThrow().classOf(id).orElseThrow());
      System.out.println(three.rename("dog", "dalmatian").classes().contains("dalmatian"));
      ImageClassifier again = three.withoutClass("emu").merge(two.bank().orElseThrow());
      System.out.println(again.classes().size() + " classes");

      three.save(file); // whole, or not at all; the command line reads it, too
      System.out.println(glimpse.bank(file).classify(dog).best().name());
    }
    // end
  }
}
