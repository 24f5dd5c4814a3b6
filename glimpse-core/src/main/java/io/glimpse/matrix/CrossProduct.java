package io.glimpse.matrix;

/** {@code Xᵀ X} in double precision: scatter matrices, and the products of rows with each other. */
public final class CrossProduct {

  /** Rows of the product of a part of the work. */
  private static final int PART = 16;

  /** Columns of the product that stay in a cache while a part adds all rows of X. */
  private static final int TILE = 512;

  /** The widest product that one array holds. */
  private static final int WIDEST = 46_340;

  private CrossProduct() {}

  /**
   * The product of the columns of X with each other. Each sum is made in the order of the rows.
   *
   * @param x any number of rows of n
   * @param n width of X
   * @return n x n, row-major; the diagonal and what is right of it, zeros elsewhere
   * @throws IllegalArgumentException if the product is too large for one array
   */
  public static double[] of(double[][] x, int n) {
    if (n > WIDEST) {
      throw new IllegalArgumentException(
          "a product of " + n + " x " + n + " is too large; at most " + WIDEST + " are possible");
    }
    double[] product = new double[n * n];
    Workers.shared()
        .forEachPart(
            n,
            PART,
            (from, to) -> {
              for (int left = from; left < n; left += TILE) {
                int right = Math.min(n, left + TILE);
                int row = 0;
                for (; row + 3 < x.length; row += 4) {
                  addFour(x, row, product, from, to, left, right);
                }
                for (; row < x.length; row++) {
                  addOne(x[row], product, from, to, left, right);
                }
              }
            });
    return product;
  }

  private static void addOne(double[] x, double[] sum, int from, int to, int left, int right) {
    int n = x.length;
    for (int i = from; i < to; i++) {
      for (int j = Math.max(i, left); j < right; j++) {
        sum[i * n + j] = Math.fma(x[i], x[j], sum[i * n + j]);
      }
    }
  }

  private static void addFour(
      double[][] x, int row, double[] sum, int from, int to, int left, int right) {
    double[] x0 = x[row];
    double[] x1 = x[row + 1];
    double[] x2 = x[row + 2];
    double[] x3 = x[row + 3];
    int n = x0.length;
    for (int i = from; i < to; i++) {
      int at = i * n;
      double f0 = x0[i];
      double f1 = x1[i];
      double f2 = x2[i];
      double f3 = x3[i];
      for (int j = Math.max(i, left); j < right; j++) {
        double two = Math.fma(f1, x1[j], Math.fma(f0, x0[j], sum[at + j]));
        sum[at + j] = Math.fma(f3, x3[j], Math.fma(f2, x2[j], two));
      }
    }
  }
}
