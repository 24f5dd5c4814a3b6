package io.glimpse.matrix;

import java.util.Arrays;

/**
 * The inverse of a symmetric positive definite matrix, in double precision: {@code A = L Lᵀ}, then
 * {@code A⁻¹ = L⁻ᵀ L⁻¹}, about d³ operations.
 *
 * <p>Work is shared among {@link Workers} in parts of a fixed size, and every value is summed in
 * one order, so that the same bits come out whatever the number of threads.
 */
public final class Cholesky {

  /** Rows, or columns, of a part of the work. */
  private static final int PART = 32;

  /** Rows that are taken away from the rest at a time. */
  private static final int PANEL = 4;

  private Cholesky() {}

  /**
   * The inverse, d rows of d.
   *
   * @param a symmetric, d rows of d; only the upper triangle is read, and nothing is changed
   * @throws IllegalArgumentException if it is not positive definite, or a value is not finite
   */
  public static double[][] inverse(double[][] a) {
    double[][] upper = factor(a);
    double[][] lowerInverse = invertedTransposed(upper);
    return timesOwnTranspose(lowerInverse);
  }

  /** U with {@code A = Uᵀ U}; values below the diagonal are left as they come. */
  private static double[][] factor(double[][] a) {
    int d = a.length;
    double[][] u = new double[d][];
    for (int i = 0; i < d; i++) {
      if (a[i].length != d) {
        throw new IllegalArgumentException(
            "row " + i + " has " + a[i].length + " values, but there are " + d + " rows");
      }
      u[i] = a[i].clone();
    }
    for (int first = 0; first < d; first += PANEL) {
      int end = Math.min(first + PANEL, d);
      for (int k = first; k < end; k++) {
        for (int p = first; p < k; p++) {
          addMultiple(-u[p][k], u[p], u[k], k, d);
        }
        double pivot = u[k][k];
        if (!(pivot > 0) || Double.isInfinite(pivot)) {
          throw new IllegalArgumentException(
              "the matrix is not positive definite: pivot " + k + " is " + pivot);
        }
        double scale = 1 / Math.sqrt(pivot);
        for (int j = k; j < d; j++) {
          u[k][j] *= scale;
        }
      }
      if (end - first == PANEL) {
        int from = first;
        Workers.shared()
            .forEachPart(
                d - end,
                PART,
                (low, high) -> {
                  for (int i = end + low; i < end + high; i++) {
                    takeAway(u, from, i, d);
                  }
                });
      }
    }
    return u;
  }

  /** Takes the part of four rows from row i, from its diagonal on. */
  private static void takeAway(double[][] u, int k, int i, int d) {
    addFour(
        -u[k][i],
        u[k],
        -u[k + 1][i],
        u[k + 1],
        -u[k + 2][i],
        u[k + 2],
        -u[k + 3][i],
        u[k + 3],
        u[i],
        i,
        d);
  }

  /** {@code U⁻ᵀ}, which is lower triangular, by columns that do not need each other. */
  private static double[][] invertedTransposed(double[][] u) {
    int d = u.length;
    double[][] x = new double[d][d];
    Workers.shared()
        .forEachPart(
            d,
            PART,
            (low, high) -> {
              double[] row = new double[d];
              for (int i = low; i < d; i++) {
                int end = Math.min(high, i + 1);
                Arrays.fill(row, low, end, 0);
                if (i < high) {
                  row[i] = 1;
                }
                int k = low;
                for (; k + 3 < i; k += 4) {
                  addFour(
                      -u[k][i],
                      x[k],
                      -u[k + 1][i],
                      x[k + 1],
                      -u[k + 2][i],
                      x[k + 2],
                      -u[k + 3][i],
                      x[k + 3],
                      row,
                      low,
                      end);
                }
                for (; k < i; k++) {
                  addMultiple(-u[k][i], x[k], row, low, end);
                }
                double scale = 1 / u[i][i];
                for (int j = low; j < end; j++) {
                  x[i][j] = row[j] * scale;
                }
              }
            });
    return x;
  }

  /** {@code Xᵀ X} of a lower triangle. */
  private static double[][] timesOwnTranspose(double[][] x) {
    int d = x.length;
    double[][] product = new double[d][d];
    Workers.shared()
        .forEachPart(
            d,
            PART,
            (low, high) -> {
              for (int i = low; i < high; i++) {
                int k = i;
                for (; k + 3 < d; k += 4) {
                  addFour(
                      x[k][i],
                      x[k],
                      x[k + 1][i],
                      x[k + 1],
                      x[k + 2][i],
                      x[k + 2],
                      x[k + 3][i],
                      x[k + 3],
                      product[i],
                      0,
                      i + 1);
                }
                for (; k < d; k++) {
                  addMultiple(x[k][i], x[k], product[i], 0, i + 1);
                }
              }
            });
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        product[j][i] = product[i][j];
      }
    }
    return product;
  }

  private static void addMultiple(double factor, double[] row, double[] sum, int from, int to) {
    for (int j = from; j < to; j++) {
      sum[j] = Math.fma(factor, row[j], sum[j]);
    }
  }

  private static void addFour(
      double f0,
      double[] r0,
      double f1,
      double[] r1,
      double f2,
      double[] r2,
      double f3,
      double[] r3,
      double[] sum,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      sum[j] =
          Math.fma(
              f3, r3[j], Math.fma(f2, r2[j], Math.fma(f1, r1[j], Math.fma(f0, r0[j], sum[j]))));
    }
  }
}
