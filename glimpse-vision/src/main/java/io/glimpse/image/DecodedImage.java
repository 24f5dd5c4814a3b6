package io.glimpse.image;

import io.glimpse.file.Input;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An image that was decoded elsewhere.
 *
 * @param name what messages and answers call it
 */
public record DecodedImage(String name, Picture picture) implements Input {

  private static final int OPAQUE = 0xff;

  /**
   * The colours of an image, as sRGB of 8 bits; with alpha where it is not opaque everywhere.
   *
   * @param image not modified; later changes are not seen
   */
  public static DecodedImage of(String name, BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean alpha = image.getColorModel().hasAlpha();
    int bands = alpha ? 4 : 3;
    byte[] samples = new byte[Math.multiplyExact(Math.multiplyExact(width, height), bands)];
    int[] row = new int[width];
    boolean opaque = true;
    int to = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int pixel : row) {
        samples[to++] = (byte) (pixel >> 16);
        samples[to++] = (byte) (pixel >> 8);
        samples[to++] = (byte) pixel;
        if (alpha) {
          samples[to++] = (byte) (pixel >> 24);
          opaque &= pixel >>> 24 == OPAQUE;
        }
      }
    }
    return new DecodedImage(
        name,
        alpha && !opaque
            ? Picture.of(Picture.Mode.RGBA, width, height, samples)
            : Picture.of(Picture.Mode.RGB, width, height, alpha ? withoutAlpha(samples) : samples));
  }

  private static byte[] withoutAlpha(byte[] samples) {
    byte[] colours = new byte[samples.length / 4 * 3];
    for (int from = 0, to = 0; from < samples.length; from += 4, to += 3) {
      System.arraycopy(samples, from, colours, to, 3);
    }
    return colours;
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  /** Its size and its samples: not a file, but what tells its content from others. */
  @Override
  public byte[] bytes() {
    byte[] samples = picture.samples();
    return ByteBuffer.allocate(3 * Integer.BYTES + samples.length)
        .putInt(picture.mode().ordinal())
        .putInt(picture.width())
        .putInt(picture.height())
        .put(samples)
        .array();
  }

  @Override
  public String toString() {
    return name + " (" + picture.width() + "x" + picture.height() + ")";
  }
}
