package io.glimpse.examples;

import io.glimpse.Glimpse;
import java.io.IOException;
import java.nio.file.Path;

/** What is in an image, of classes that are named on the spot. */
public final class ThreeLines {

  private ThreeLines() {}

  /** Takes the folder of images. */
  public static void main(String[] args) throws IOException {
    Path image = Path.of(args[0]).resolve("test/okapi/image_0037.jpg");
    // begin
    try (var glimpse = Glimpse.open()) {
      var prediction = glimpse.zeroShot("okapi", "emu", "grand piano").classify(image);
      System.out.println(prediction.best().name());
    }
    // end
  }
}
