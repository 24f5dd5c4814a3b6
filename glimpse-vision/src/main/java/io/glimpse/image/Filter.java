package io.glimpse.image;

/**
 * Pillow's filters for a picture at another size. They widen where it shrinks, against aliasing.
 */
public enum Filter {
  /** Linear from 1 in the centre to 0 a pixel away. */
  BILINEAR(1) {
    @Override
    double weight(double distance) {
      double d = Math.abs(distance);
      return d < 1 ? 1 - d : 0;
    }
  },
  /** Cubic with a = -0.5, which reaches two pixels and is below 0 beyond the first. */
  BICUBIC(2) {
    @Override
    double weight(double distance) {
      double d = Math.abs(distance);
      if (d < 1) {
        return ((A + 2) * d - (A + 3)) * d * d + 1;
      }
      return d < 2 ? (((d - 5) * d + 8) * d - 4) * A : 0;
    }
  };

  private static final double A = -0.5;

  private final double support;

  Filter(double support) {
    this.support = support;
  }

  /** Pixels to either side beyond which a weight is 0. */
  double support() {
    return support;
  }

  /** The weight of a source pixel, not yet divided by the sum of all. */
  abstract double weight(double distance);
}
