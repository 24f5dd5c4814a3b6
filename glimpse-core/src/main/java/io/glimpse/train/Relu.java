package io.glimpse.train;

import io.glimpse.matrix.Matrix;

/** The activation {@code max(0, x)}, and what training needs of it. */
public final class Relu {

  private Relu() {}

  /** Replaces negative values by 0; returns {@code m}. */
  public static Matrix apply(Matrix m) {
    for (int i = 0; i < m.rows(); i++) {
      int from = m.start(i);
      for (int j = from; j < from + m.columns(); j++) {
        m.data()[j] = Math.max(0, m.data()[j]);
      }
    }
    return m;
  }

  /**
   * Passes slopes through: where the activation is 0, the slope becomes 0.
   *
   * @param slopes by the activation, changed to those by what it was applied to; returned
   * @param activation the result of {@link #apply}, of the same shape
   */
  public static Matrix gradient(Matrix slopes, Matrix activation) {
    for (int i = 0; i < slopes.rows(); i++) {
      int from = slopes.start(i);
      int at = activation.start(i);
      for (int j = 0; j < slopes.columns(); j++) {
        slopes.data()[from + j] = activation.data()[at + j] > 0 ? slopes.data()[from + j] : 0;
      }
    }
    return slopes;
  }
}
