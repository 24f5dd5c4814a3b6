package io.glimpse.image;

import io.glimpse.file.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes RGB pictures as PNG files. */
public final class PngWriter {

  private PngWriter() {}

  /**
   * Writes a picture. A file that was there is replaced in one step, or kept if writing fails.
   *
   * @param rgb {@code [height, width, 3]}, for example a {@link Preprocessing#crop}; not modified
   */
  public static void write(byte[] rgb, int width, int height, Path file) throws IOException {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          rgb.length + " samples are not a picture of " + width + " x " + height + " x 3");
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = 3 * (y * width + x);
        row[x] = (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(png)) {
      ImageIO.write(image, "png", out);
    }
    AtomicFile.write(file, png::writeTo);
  }
}
