package io.glimpse.matrix;

/** Sums and multiples of matrices, value by value, in place. Windows and views are respected. */
public final class Elementwise {

  private Elementwise() {}

  /** {@code m *= factor}; returns {@code m}. */
  public static Matrix scale(Matrix m, double factor) {
    float f = (float) factor;
    for (int i = 0; i < m.rows(); i++) {
      int from = m.start(i);
      for (int j = from; j < from + m.columns(); j++) {
        m.data()[j] *= f;
      }
    }
    return m;
  }

  /** {@code sum += factor x}, for two matrices of one shape. */
  public static void addScaled(double factor, Matrix x, Matrix sum) {
    if (x.rows() != sum.rows()) {
      throw new IllegalArgumentException(
          "shapes differ: (%s) cannot be added to (%s)".formatted(x, sum));
    }
    for (int i = 0; i < x.rows(); i++) {
      addScaled((float) factor, x, i, sum, i);
    }
  }

  /** Adds a multiple of a row to a row of another matrix of the same width. */
  public static void addScaled(float factor, Matrix x, int row, Matrix sum, int sumRow) {
    if (x.columns() != sum.columns()) {
      throw new IllegalArgumentException(
          "widths differ: (%s) cannot be added to (%s)".formatted(x, sum));
    }
    addScaled(factor, x.data(), x.start(row), sum.data(), sum.start(sumRow), x.columns());
  }

  /** {@code y[at + j] += factor x[from + j]}, for j below {@code count}. */
  public static void addScaled(float factor, float[] x, int from, float[] y, int at, int count) {
    for (int j = 0; j < count; j++) {
      y[at + j] = Math.fma(factor, x[from + j], y[at + j]);
    }
  }

  /**
   * Adds one row to every row.
   *
   * @param bias 1 x the columns of {@code m}
   */
  public static void addToEveryRow(Matrix bias, Matrix m) {
    for (int i = 0; i < m.rows(); i++) {
      addScaled(1, bias, 0, m, i);
    }
  }
}
