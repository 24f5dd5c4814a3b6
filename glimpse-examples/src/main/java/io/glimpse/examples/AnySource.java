package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.file.Input;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** An image from wherever it is. */
public final class AnySource {

  private AnySource() {}

  /** Takes the folder of images. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]).resolve("test/emu/image_0030.jpg");
    // begin
    try (var glimpse = Glimpse.open();
        InputStream stream = Files.newInputStream(file)) {
      var classifier = glimpse.zeroShot("okapi", "emu");
      byte[] bytes = Files.readAllBytes(file);
      BufferedImage decoded = ImageIO.read(file.toFile());

      System.out.println(classifier.classify(file).best().name());
      System.out.println(classifier.classify(bytes).best().name());
      System.out.println(classifier.classify(stream).best().name());
      System.out.println(classifier.classify(decoded).best().name());
      // With a name, by which messages call it; it also tells a point cloud, such as "chair.ply".
      System.out.println(classifier.classify(Input.of("upload-17.jpg", bytes)).best().name());
    }
    // end
  }
}
