package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.inference.Result;
import io.glimpse.progress.Notes;
import io.glimpse.sorting.Destination;
import io.glimpse.sorting.Placing;
import io.glimpse.sorting.SortedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Images put into a folder a class, and taken back. */
public final class SortedByAnswer {

  private SortedByAnswer() {}

  /** Takes the folder of images and one to write to. */
  public static void main(String[] args) throws IOException {
    Path shots = Path.of(args[0]).resolve("shots");
    Path tests = Path.of(args[0]).resolve("test");
    Path folder = Path.of(args[1]).resolve("sorted");
    List<Path> images =
        List.of(tests.resolve("emu/image_0030.jpg"), tests.resolve("okapi/image_0037.jpg"));
    // begin
    try (var glimpse = Glimpse.open();
        var sorted = SortedFolder.open(folder, Placing.COPY)) { // or LINK, or MOVE
      var classifier = glimpse.fewShot(shots);
      sorted.expect(classifier.classes());
      for (Result result : classifier.classifyFiles(images)) {
        Path image = result.input().file().orElseThrow();
        // A class needs a probability of 0.5; what is less sure has a folder of its own.
        Path place = sorted.place(image, Destination.of(result.get(), 0.5));
        System.out.println(folder.relativize(place));
      }
    }
    System.out.println(SortedFolder.undo(folder, Notes.SILENT).removed() + " taken back");
    // end
  }
}
