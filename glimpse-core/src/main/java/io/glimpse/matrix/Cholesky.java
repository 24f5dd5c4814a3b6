package io.glimpse.matrix;

/**
 * The factor U of a symmetric positive definite matrix, {@code A = Uᵀ U}, in double precision, for
 * linear systems with many right-hand sides.
 *
 * <p>Blocks of rows are factored one after the other and then taken out of all rows below, in parts
 * of a fixed size, so that threads never change a bit.
 */
public final class Cholesky {

  /** Rows of a block that is factored at a time. */
  private static final int BLOCK = 64;

  /** Rows of a part of the work, and columns that stay in a cache while it uses them. */
  private static final int PART = 16;

  private static final int TILE = 512;

  /** Right-hand sides of a part of the work. */
  private static final int SIDES = 64;

  private final double[] u;
  private final int n;

  private Cholesky(double[] u, int n) {
    this.u = u;
    this.n = n;
  }

  /**
   * Factors a matrix in place.
   *
   * @param a n x n, row-major; only the diagonal and what is right of it are read, and overwritten
   *     by U
   * @param n width of the matrix
   * @throws IllegalArgumentException if it is not positive definite, naming the first pivot that is
   *     not above 0
   */
  public static Cholesky of(double[] a, int n) {
    if (a.length != (long) n * n) {
      throw new IllegalArgumentException(
          a.length + " values do not make a " + n + " x " + n + " matrix");
    }
    Cholesky factor = new Cholesky(a, n);
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      factor.factorRows(from, to);
      factor.takeOut(from, to);
    }
    return factor;
  }

  /**
   * The inverse, symmetric to the bit.
   *
   * @param a symmetric, n rows of n; only the upper triangle is read, and nothing is changed
   * @return n rows of n
   * @throws IllegalArgumentException as {@link #of} does, or if the matrix is not square
   */
  public static double[][] inverse(double[][] a) {
    int n = a.length;
    double[] flat = new double[n * n];
    double[] inverse = new double[n * n];
    for (int i = 0; i < n; i++) {
      if (a[i].length != n) {
        throw new IllegalArgumentException(
            "row " + i + " has " + a[i].length + " values, but there are " + n + " rows");
      }
      System.arraycopy(a[i], 0, flat, i * n, n);
      inverse[i * n + i] = 1;
    }
    of(flat, n).solve(inverse, n);
    double[][] rows = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        rows[i][j] = inverse[i * n + j];
        rows[j][i] = rows[i][j];
      }
    }
    return rows;
  }

  /** Factors rows from which all rows above their block were taken out. */
  private void factorRows(int from, int to) {
    for (int k = from; k < to; k++) {
      for (int above = from; above < k; above++) {
        addMultiple(-u[above * n + k], above * n, k, n, k * n);
      }
      double pivot = u[k * n + k];
      if (!(pivot > 0) || Double.isInfinite(pivot)) {
        throw new IllegalArgumentException(
            "the matrix is not positive definite: pivot " + k + " of " + n + " is " + pivot);
      }
      double root = Math.sqrt(pivot);
      for (int j = k; j < n; j++) {
        u[k * n + j] /= root;
      }
    }
  }

  /** {@code row[to ..] += factor · other[from ..]}, places counted within the rows. */
  private void addMultiple(double factor, int other, int from, int to, int row) {
    for (int j = from; j < to; j++) {
      u[row + j] = Math.fma(factor, u[other + j], u[row + j]);
    }
  }

  /** Takes a block of factored rows out of all rows below it. */
  private void takeOut(int from, int to) {
    Workers.shared()
        .forEachPart(
            n - to,
            PART,
            (first, end) -> {
              for (int left = to + first; left < n; left += TILE) {
                for (int i = to + first; i < to + end; i++) {
                  takeOut(from, to, i, Math.max(i, left), Math.min(n, left + TILE));
                }
              }
            });
  }

  /** Takes a block of factored rows out of a part of a row, four at a time. */
  private void takeOut(int from, int to, int row, int left, int right) {
    int at = row * n;
    int k = from;
    for (; k + 3 < to; k += 4) {
      int r0 = k * n;
      int r1 = r0 + n;
      int r2 = r1 + n;
      int r3 = r2 + n;
      double f0 = -u[r0 + row];
      double f1 = -u[r1 + row];
      double f2 = -u[r2 + row];
      double f3 = -u[r3 + row];
      for (int j = left; j < right; j++) {
        double sum = Math.fma(f1, u[r1 + j], Math.fma(f0, u[r0 + j], u[at + j]));
        u[at + j] = Math.fma(f3, u[r3 + j], Math.fma(f2, u[r2 + j], sum));
      }
    }
    for (; k < to; k++) {
      addMultiple(-u[k * n + row], k * n, left, right, at);
    }
  }

  /**
   * Solves {@code A X = B} in place.
   *
   * @param b n x {@code columns}, row-major: B, overwritten by X
   */
  public void solve(double[] b, int columns) {
    if (b.length != (long) n * columns) {
      throw new IllegalArgumentException(
          b.length + " values do not make " + columns + " right-hand sides of " + n);
    }
    Workers.shared().forEachPart(columns, SIDES, (from, to) -> solve(b, columns, from, to));
  }

  /**
   * The diagonal of {@code A⁻¹}, for a sixth of what the inverse costs and without its memory: of
   * {@code U⁻ᵀ}, whose columns begin with zeros, the squared lengths of the columns.
   */
  public double[] inverseDiagonal() {
    double[] diagonal = new double[n];
    Workers.shared()
        .forEachPart(
            n,
            SIDES,
            (from, to) -> {
              int columns = to - from;
              double[] b = new double[n * columns];
              for (int c = 0; c < columns; c++) {
                b[(from + c) * columns + c] = 1;
              }
              solveTransposed(b, columns, 0, columns, from);
              for (int i = from; i < n; i++) {
                for (int c = 0; c < columns; c++) {
                  double value = b[i * columns + c];
                  diagonal[from + c] = Math.fma(value, value, diagonal[from + c]);
                }
              }
            });
    return diagonal;
  }

  /**
   * {@code U⁻ᵀ}, the lower triangular matrix that turns vectors of covariance A into such of
   * covariance I.
   *
   * @return n x n, row-major
   */
  public double[] inverseFactor() {
    double[] b = new double[n * n];
    for (int i = 0; i < n; i++) {
      b[i * n + i] = 1;
    }
    Workers.shared().forEachPart(n, SIDES, (from, to) -> solveTransposed(b, n, from, to, from));
    return b;
  }

  private void solve(double[] b, int columns, int from, int to) {
    solveTransposed(b, columns, from, to, 0);
    solveUp(b, columns, from, to);
  }

  /**
   * {@code Uᵀ Y = B}: whatever four rows at a time say is taken out of all rows below.
   *
   * @param first the first row of B that is not zero, or one above it
   */
  private void solveTransposed(double[] b, int columns, int from, int to, int first) {
    for (int k = first; k < n; k += 4) {
      int end = Math.min(n, k + 4);
      for (int i = k; i < end; i++) {
        for (int above = k; above < i; above++) {
          subtract(u[above * n + i], b, above * columns, i * columns, from, to);
        }
        divide(b, i * columns, from, to, u[i * n + i]);
      }
      for (int i = end; i < n; i++) {
        int at = k * n + i;
        subtractFour(u[at], u[at + n], u[at + 2 * n], u[at + 3 * n], b, k, i, columns, from, to);
      }
    }
  }

  /** {@code U X = Y}, from the last row up. */
  private void solveUp(double[] b, int columns, int from, int to) {
    for (int k = n - 1; k >= 0; k--) {
      int at = k * n;
      int j = k + 1;
      for (; j + 3 < n; j += 4) {
        subtractFour(
            u[at + j], u[at + j + 1], u[at + j + 2], u[at + j + 3], b, j, k, columns, from, to);
      }
      for (; j < n; j++) {
        subtract(u[at + j], b, j * columns, k * columns, from, to);
      }
      divide(b, k * columns, from, to, u[at + k]);
    }
  }

  /** Takes multiples of four consecutive rows of b out of the row {@code target}. */
  private static void subtractFour(
      double f0,
      double f1,
      double f2,
      double f3,
      double[] b,
      int row,
      int target,
      int columns,
      int from,
      int to) {
    int r0 = row * columns;
    int r1 = r0 + columns;
    int r2 = r1 + columns;
    int r3 = r2 + columns;
    int at = target * columns;
    for (int c = from; c < to; c++) {
      double rest = Math.fma(-f1, b[r1 + c], Math.fma(-f0, b[r0 + c], b[at + c]));
      b[at + c] = Math.fma(-f3, b[r3 + c], Math.fma(-f2, b[r2 + c], rest));
    }
  }

  private static void divide(double[] b, int row, int from, int to, double divisor) {
    for (int c = row + from; c < row + to; c++) {
      b[c] /= divisor;
    }
  }

  private static void subtract(double factor, double[] b, int row, int target, int from, int to) {
    for (int c = from; c < to; c++) {
      b[target + c] = Math.fma(-factor, b[row + c], b[target + c]);
    }
  }
}
