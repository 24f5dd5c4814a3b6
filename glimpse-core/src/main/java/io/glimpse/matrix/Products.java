package io.glimpse.matrix;

/**
 * Matrix products that share their work among {@link Workers}.
 *
 * <p>The left-hand side is cut into blocks of a fixed number of rows, so that the same numbers come
 * out whatever the number of threads.
 */
public final class Products {

  /** Rows of a block: enough to keep a kernel busy, few enough to share out a small batch. */
  private static final int BLOCK = 128;

  /** Below this many multiplications a prepared kernel costs more than it saves. */
  private static final long SMALL = 1 << 16;

  private Products() {}

  /**
   * {@code a bᵀ}.
   *
   * @param a n x d
   * @param b m x d
   * @return n x m
   */
  public static Matrix timesTransposed(Matrix a, Matrix b) {
    Matrix c = new Matrix(a.rows(), b.rows());
    if (isSmall(a, b)) {
      Dots.multiply(a, b, c);
      return c;
    }
    multiply(a, Gemm.best().transposed(b), c);
    return c;
  }

  /**
   * {@code a b}.
   *
   * @param a n x d
   * @param b d x m
   * @return n x m
   */
  public static Matrix times(Matrix a, Matrix b) {
    if ((long) a.rows() * b.rows() * b.columns() < SMALL) {
      return timesTransposed(a, b.transposed());
    }
    Matrix c = new Matrix(a.rows(), b.columns());
    multiply(a, Gemm.best().untransposed(b), c);
    return c;
  }

  /**
   * {@code aᵀ b}: for gradients, a sum over rows.
   *
   * @param a n x p
   * @param b n x q
   * @return p x q
   */
  public static Matrix transposedTimes(Matrix a, Matrix b) {
    return times(a.transposed(), b);
  }

  /** {@code c = a bᵀ}, or {@code a b}, with a right-hand side that was prepared once. */
  public static void multiply(Matrix a, Gemm.Prepared b, Matrix c) {
    checkShapes(a, b.width(), b.depth(), c);
    Workers.shared()
        .forEachPart(a.rows(), BLOCK, (from, to) -> b.multiply(a.rows(from, to), c.rows(from, to)));
  }

  /** {@code a bᵀ} with many rows b; n x d times k x d gives n x k. */
  public static Matrix timesTransposed(Matrix a, Rows b) {
    Matrix c = new Matrix(a.rows(), b.size());
    for (int i = 0; i < b.blockCount(); i++) {
      Matrix block = b.block(i);
      Matrix window =
          Matrix.wrap(c.data(), b.firstOf(i), a.rows(), block.rows(), Math.max(1, c.columns()));
      if (isTiny(a, block)) {
        Dots.multiply(a, block, window);
      } else {
        multiply(a, b.transposed(i), window);
      }
    }
    return c;
  }

  /** {@code a bᵀ} with one block of many rows, on the calling thread. */
  public static Matrix blockTimesTransposed(Matrix a, Rows b, int block) {
    Matrix rows = b.block(block);
    Matrix c = new Matrix(a.rows(), rows.rows());
    if (isTiny(a, rows)) {
      Dots.multiply(a, rows, c);
    } else {
      b.transposed(block).multiply(a, c);
    }
    return c;
  }

  /** Whether the product is too small for it to pay to prepare a kernel that is used once. */
  private static boolean isSmall(Matrix a, Matrix b) {
    return a.columns() == b.columns() && (a.rows() < 4 || isTiny(a, b));
  }

  /** Whether the product is too small even for a kernel that was prepared before. */
  private static boolean isTiny(Matrix a, Matrix b) {
    return a.columns() == b.columns() && (long) a.rows() * b.rows() * b.columns() < SMALL;
  }

  /**
   * Refuses what cannot be multiplied.
   *
   * @param width columns of the product
   * @param depth what {@code a} must have columns
   */
  static void checkShapes(Matrix a, int width, int depth, Matrix c) {
    if (a.columns() != depth || c.rows() != a.rows() || c.columns() != width) {
      throw new IllegalArgumentException(
          String.format(
              "shapes do not fit: (%s) times a matrix %d deep and %d wide into (%s)",
              a, depth, width, c));
    }
  }
}
