package io.glimpse.page;

import java.util.Arrays;

/** A picture as an encoder sees it, mostly a square. Two crops of the same pixels are equal. */
public final class Crop {

  private final byte[] rgb;
  private final int height;
  private final int width;

  private Crop(byte[] rgb, int height) {
    this.rgb = rgb;
    this.height = height;
    this.width = rgb.length / 3 / height;
  }

  /**
   * Wraps pixels without a copy.
   *
   * @param rgb uint8 {@code [height, width, 3]} in rows of RGB; must not change afterwards
   * @param height rows, at least 1
   */
  public static Crop of(byte[] rgb, int height) {
    if (height < 1 || rgb.length == 0 || rgb.length % (3L * height) != 0) {
      throw new IllegalArgumentException(
          rgb.length + " samples are not a picture of " + height + " rows of RGB");
    }
    return new Crop(rgb, height);
  }

  /** A square part, copied; it lies within this. */
  public Crop part(int left, int top, int side) {
    byte[] part = new byte[3 * side * side];
    for (int y = 0; y < side; y++) {
      System.arraycopy(rgb, 3 * ((top + y) * width + left), part, 3 * y * side, 3 * side);
    }
    return new Crop(part, side);
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** The colour of a pixel, {@code 0xRRGGBB}. */
  public int pixel(int x, int y) {
    int at = 3 * (y * width + x);
    return (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Crop crop && height == crop.height && Arrays.equals(rgb, crop.rgb);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rgb);
  }

  /** For example {@code 224x224 crop}. */
  @Override
  public String toString() {
    return height + "x" + width + " crop";
  }
}
