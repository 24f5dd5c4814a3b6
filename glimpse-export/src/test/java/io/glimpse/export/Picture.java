package io.glimpse.export;

import io.glimpse.file.Input;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A picture in colour.
 *
 * @param rgb [height, width, 3]
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of these.
record Picture(int width, int height, byte[] rgb) {

  /** Stripes of one direction and colour, and noise; every seed is another picture of a kind. */
  static Picture of(int kind, int seed, int width, int height) {
    Random random = new Random(31L * kind + seed);
    double angle = Math.PI * kind / 5;
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double along = (x * Math.cos(angle) + y * Math.sin(angle)) / (5 + kind);
        for (int band = 0; band < 3; band++) {
          double value = 128 + 90 * Math.sin(along + band * kind) + 25 * random.nextGaussian();
          rgb[(y * width + x) * 3 + band] = (byte) Math.max(0, Math.min(255, (int) value));
        }
      }
    }
    return new Picture(width, height, rgb);
  }

  /** What a file shows, as the JDK decodes it. */
  static Picture of(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
    for (int i = 0; i < rgb.length / 3; i++) {
      int packed = image.getRGB(i % image.getWidth(), i / image.getWidth());
      rgb[3 * i] = (byte) (packed >> 16);
      rgb[3 * i + 1] = (byte) (packed >> 8);
      rgb[3 * i + 2] = (byte) packed;
    }
    return new Picture(image.getWidth(), image.getHeight(), rgb);
  }

  /** The same as a file that loses nothing. */
  Input input(String name) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int packed =
          (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
      image.setRGB(i % width, i / width, packed);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return Input.of(name, png.toByteArray());
  }
}
