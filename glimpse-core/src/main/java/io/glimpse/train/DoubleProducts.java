package io.glimpse.train;

import io.glimpse.matrix.Workers;
import java.util.Arrays;

/**
 * Products in double precision of matrices that are arrays of rows: where a line search must tell
 * two losses apart that float32 cannot.
 */
final class DoubleProducts {

  /** Rows of a part of the work. */
  private static final int PART = 16;

  /** Rows of the right-hand side that stay in a cache while a part uses them. */
  private static final int DEPTH = 64;

  private DoubleProducts() {}

  /**
   * {@code c = a b}.
   *
   * @param a n rows of d
   * @param b d rows of m
   * @param c n rows of m, overwritten
   */
  static void multiply(double[][] a, double[][] b, double[][] c) {
    Workers.shared()
        .forEachPart(
            a.length,
            PART,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                Arrays.fill(c[i], 0);
              }
              for (int k = 0; k < b.length; k += DEPTH) {
                for (int i = from; i < to; i++) {
                  addProduct(a[i], b, k, Math.min(b.length, k + DEPTH), c[i]);
                }
              }
            });
  }

  private static void addProduct(double[] a, double[][] b, int from, int to, double[] sum) {
    int k = from;
    for (; k + 3 < to; k += 4) {
      addFour(a[k], b[k], a[k + 1], b[k + 1], a[k + 2], b[k + 2], a[k + 3], b[k + 3], sum);
    }
    for (; k < to; k++) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] = Math.fma(a[k], b[k][j], sum[j]);
      }
    }
  }

  private static void addFour(
      double a0,
      double[] b0,
      double a1,
      double[] b1,
      double a2,
      double[] b2,
      double a3,
      double[] b3,
      double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] =
          Math.fma(
              a0, b0[j], Math.fma(a1, b1[j], Math.fma(a2, b2[j], Math.fma(a3, b3[j], sum[j]))));
    }
  }

  /** A transposed copy; {@code columns} says how many there are, should there be no rows. */
  static double[][] transposed(double[][] a, int columns) {
    double[][] t = new double[columns][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < columns; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }
}
