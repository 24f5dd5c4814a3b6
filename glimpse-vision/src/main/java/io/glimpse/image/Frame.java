package io.glimpse.image;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How a picture is resized, and which square of the result is kept.
 *
 * @param width of the whole picture after resizing
 * @param height likewise
 * @param left first column of the crop
 * @param top first row of the crop
 */
record Frame(long width, long height, long left, long top) {

  /** The shortest side to n, then the central n x n, as torchvision computes it. */
  static Frame of(int width, int height, int size) {
    long w = width <= height ? size : (long) size * width / height;
    long h = width <= height ? (long) size * height / width : size;
    return new Frame(w, h, margin(w - size), margin(h - size));
  }

  /** The whole picture as a square, whatever its shape. */
  static Frame stretched(int size) {
    return new Frame(size, size, 0, 0);
  }

  /** Half of what is cut off; Python rounds .5 to the even neighbour. */
  private static long margin(long excess) {
    return BigDecimal.valueOf(excess, 0)
        .divide(BigDecimal.valueOf(2), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
