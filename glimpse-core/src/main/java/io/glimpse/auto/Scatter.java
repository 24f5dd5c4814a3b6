package io.glimpse.auto;

import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;

/** Sums of outer products {@code Σ z zᵀ}: float32 within a block of rows, double between blocks. */
final class Scatter {

  /** Rows of a block, whose number decides how the sum is rounded. */
  static final int BLOCK = 1024;

  private Scatter() {}

  /**
   * Adds {@code Zᵀ Z}.
   *
   * @param rows Z, n x d, at most a block of them
   * @param sum d rows of d
   */
  static void add(Matrix rows, double[][] sum) {
    Matrix product = Products.transposedTimes(rows, rows);
    for (int i = 0; i < sum.length; i++) {
      int at = product.start(i);
      for (int j = 0; j < sum.length; j++) {
        sum[i][j] += product.data()[at + j];
      }
    }
  }

  static double trace(double[][] sum) {
    double trace = 0;
    for (int i = 0; i < sum.length; i++) {
      trace += sum[i][i];
    }
    return trace;
  }
}
