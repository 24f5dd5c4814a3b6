package io.glimpse.server.bank;

import io.glimpse.cloud.CloudReader;
import io.glimpse.database.ShotPicture;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.image.Preprocessing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Small pictures of shots, as the encoder sees them: made anew of the samples, so that nothing of
 * an uploaded file but what is seen is ever given back.
 */
final class Thumbnails {

  /** The type of all of them. */
  static final String MEDIA_TYPE = "image/jpeg";

  private final ImagePipeline pipeline;

  Thumbnails(ImagePipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** That of a picture that was encoded already; without one for a point cloud. */
  ShotPicture of(Input input) throws IOException {
    Optional<byte[]> small = CloudReader.isCloud(input) ? Optional.empty() : ofPicture(input);
    return new ShotPicture(
        input.digest(), small.orElseGet(() -> new byte[0]), small.isPresent() ? MEDIA_TYPE : "");
  }

  private Optional<byte[]> ofPicture(Input input) throws IOException {
    Preprocessing preprocessing = pipeline.encoder().preprocessing();
    byte[] rgb;
    try {
      rgb = preprocessing.crop(pipeline.reader().read(input));
    } catch (ImageException e) {
      // It was read a moment ago: the bank reads pictures in its own way, and this is for people.
      return Optional.empty();
    }
    int width = preprocessing.width();
    BufferedImage image =
        new BufferedImage(width, preprocessing.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < rgb.length / 3; i++) {
      int red = rgb[3 * i] & 0xff;
      int green = rgb[3 * i + 1] & 0xff;
      int blue = rgb[3 * i + 2] & 0xff;
      image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return ImageIO.write(image, "jpeg", out) ? Optional.of(out.toByteArray()) : Optional.empty();
  }
}
