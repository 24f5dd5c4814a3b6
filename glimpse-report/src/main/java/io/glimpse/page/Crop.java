package io.glimpse.page;

import java.util.Arrays;

/** A square picture as an encoder sees it. Two crops of the same pixels are equal. */
public final class Crop {

  private final byte[] rgb;
  private final int size;

  private Crop(byte[] rgb, int size) {
    this.rgb = rgb;
    this.size = size;
  }

  /**
   * Wraps pixels without a copy.
   *
   * @param rgb uint8 {@code [size, size, 3]} in rows of RGB; must not change afterwards
   * @param size rows and columns, at least 1
   */
  public static Crop of(byte[] rgb, int size) {
    if (size < 1 || rgb.length != 3L * size * size) {
      throw new IllegalArgumentException(
          rgb.length + " samples are not a picture of " + size + " x " + size + " x 3");
    }
    return new Crop(rgb, size);
  }

  /** A square part, copied; it lies within this. */
  public Crop part(int left, int top, int side) {
    byte[] part = new byte[3 * side * side];
    for (int y = 0; y < side; y++) {
      System.arraycopy(rgb, 3 * ((top + y) * size + left), part, 3 * y * side, 3 * side);
    }
    return new Crop(part, side);
  }

  /** Rows and columns. */
  public int size() {
    return size;
  }

  /** The colour of a pixel, {@code 0xRRGGBB}. */
  public int pixel(int x, int y) {
    int at = 3 * (y * size + x);
    return (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Crop crop && Arrays.equals(rgb, crop.rgb);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rgb);
  }

  /** For example {@code 224x224 crop}. */
  @Override
  public String toString() {
    return size + "x" + size + " crop";
  }
}
