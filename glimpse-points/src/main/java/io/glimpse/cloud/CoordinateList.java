package io.glimpse.cloud;

import java.util.Arrays;

/** The coordinates of a cloud whose size is not known before its end. */
final class CoordinateList {

  private double[] values = new double[3 * 256];
  private int length;

  void add(double x, double y, double z) {
    if (length + 3 > values.length) {
      values = Arrays.copyOf(values, values.length + values.length / 6 * 3);
    }
    values[length++] = x;
    values[length++] = y;
    values[length++] = z;
  }

  /** Points so far. */
  int points() {
    return length / 3;
  }

  double[] toArray() {
    return Arrays.copyOf(values, length);
  }
}
