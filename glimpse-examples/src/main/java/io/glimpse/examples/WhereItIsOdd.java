package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.input.LabelledInputs;
import io.glimpse.input.LabelledSource;
import io.glimpse.method.PlaceMap;
import io.glimpse.page.HeatMap;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.LocalMode;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The small places of an image that are unlike what is usual in every class. */
public final class WhereItIsOdd {

  private WhereItIsOdd() {}

  /** Takes the folder of images and one to write to. */
  public static void main(String[] args) throws IOException {
    Path shots = Path.of(args[0]).resolve("shots");
    Path image = Path.of(args[0]).resolve("test/okapi/image_0037.jpg");
    Path drawn = Path.of(args[1]).resolve("odd.png");
    // begin
    try (var glimpse = Glimpse.open()) {
      LabelledInputs examples = LabelledSource.read(shots, null, Notes.SILENT);
      // AUTO, the usual, looks at small places only where the examples are answered better with
      // them.
      var classifier = glimpse.fewShot(BankRecipe.usual().withLocal(LocalMode.ON), examples);

      PlaceMap map = classifier.classify(image).places(); // null where places do not count
      if (map != null) {
        PlaceMap.Place oddest = map.oddest().get(0);
        System.out.printf(
            "%s, %.1f%n", oddest.box(), oddest.oddness()); // pixels of the upright image
        System.out.println(map.oddness() + " over " + map.box());
        ImageIO.write(HeatMap.draw(map.oddness()), "png", drawn.toFile());
      }
    }
    // end
  }
}
