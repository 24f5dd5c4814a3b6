package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.file.Input;
import io.glimpse.inference.ShotSuggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Of many images without labels, those that would teach most. */
public final class NextToLabel {

  private NextToLabel() {}

  /** Takes the folder of images and one to write to. */
  public static void main(String[] args) throws IOException {
    Path shots = Path.of(args[0]).resolve("shots");
    Path unlabelled = Path.of(args[0]).resolve("test");
    List<Path> emus = List.of(shots.resolve("emu/image_0001.jpg"));
    List<Path> okapis = List.of(shots.resolve("okapi/image_0004.jpg"));
    // begin
    try (var glimpse = Glimpse.open();
        Stream<Path> files = Files.walk(unlabelled)) {
      var classifier = glimpse.fewShot(Map.of("emu", emus, "okapi", okapis));
      List<Input> inputs = files.filter(Files::isRegularFile).sorted().map(Input::of).toList();

      ShotSuggestions found = classifier.suggest(inputs, 3); // typical ones that it doubts
      System.out.println(found.looked() + " looked at");
      for (ShotSuggestions.Suggestion one : found.suggestions()) {
        Path file = one.input().file().orElseThrow();
        System.out.printf("%s, doubt %.2f%n", unlabelled.relativize(file), one.doubt());
      }
    }
    // end
  }
}
