package io.glimpse.auto;

import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Workers;
import org.jspecify.annotations.Nullable;

/**
 * The space that a few wide rows span, such as those of point clouds whose views lie behind each
 * other. All that a fit computes stays in it, so that it is done in as many dimensions as there are
 * rows, and no matrix has the square of their width.
 *
 * <p>The basis is that of Gram and Schmidt, every row taken twice, in double precision; rows that
 * add nothing are passed over.
 */
final class Span {

  /** What is left of a row of length 1 that depends on those before it. */
  private static final double NOTHING = 1e-10;

  /** Vectors, or values, of a part of the work. */
  private static final int PART = 64;

  /** How many times wider than there are rows they must be for it to pay. */
  private static final int WIDER = 2;

  /** Orthonormal rows, q x d. */
  private final Matrix basis;

  private Span(Matrix basis) {
    this.basis = basis;
  }

  /**
   * The span of shots and texts; null where they are too many for it to pay.
   *
   * @param shots n x d
   * @param text k x d; null where there are none
   */
  static @Nullable Span of(Matrix shots, @Nullable Matrix text) {
    int texts = text == null ? 0 : text.rows();
    long rows = (long) shots.rows() + texts;
    if (shots.columns() < WIDER * rows) {
      return null;
    }
    Orthonormal found = new Orthonormal((int) rows, shots.columns());
    for (int i = 0; i < shots.rows(); i++) {
      found.add(shots.row(i));
    }
    for (int c = 0; text != null && c < text.rows(); c++) {
      found.add(text.row(c));
    }
    return new Span(found.toMatrix());
  }

  /** Rows at right angles, q x d. */
  Matrix basis() {
    return basis;
  }

  /**
   * The coordinates of rows that lie in it.
   *
   * @param rows n x d
   * @return n x q
   */
  Matrix coordinates(Matrix rows) {
    return Products.timesTransposed(rows, basis);
  }

  /**
   * The rows of some coordinates.
   *
   * @param coordinates n x q
   * @return n x d
   */
  Matrix rows(Matrix coordinates) {
    return Products.times(coordinates, basis);
  }

  /** Vectors of length 1 at right angles, as they are found. */
  private static final class Orthonormal {
    private final double[][] vectors;
    private final double[] shares;
    private final int width;
    private int count;

    Orthonormal(int most, int width) {
      this.vectors = new double[most][];
      this.shares = new double[most];
      this.width = width;
    }

    void add(float[] row) {
      double[] rest = new double[width];
      for (int j = 0; j < width; j++) {
        rest[j] = row[j];
      }
      double before = Math.sqrt(dot(rest, rest));
      takeAway(rest);
      takeAway(rest);
      double length = Math.sqrt(dot(rest, rest));
      if (length > NOTHING * before) {
        for (int j = 0; j < width; j++) {
          rest[j] /= length;
        }
        vectors[count++] = rest;
      }
    }

    /** Takes from a row what lies along the vectors. */
    private void takeAway(double[] rest) {
      Workers.shared()
          .forEachPart(
              count,
              PART,
              (from, to) -> {
                for (int i = from; i < to; i++) {
                  shares[i] = dot(vectors[i], rest);
                }
              });
      Workers.shared()
          .forEachPart(
              width,
              PART * PART,
              (from, to) -> {
                for (int i = 0; i < count; i++) {
                  double share = -shares[i];
                  double[] vector = vectors[i];
                  for (int j = from; j < to; j++) {
                    rest[j] = Math.fma(share, vector[j], rest[j]);
                  }
                }
              });
    }

    /** Four sums, for each addition waits for the one before it. */
    private static double dot(double[] a, double[] b) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int j = 0;
      for (; j + 3 < a.length; j += 4) {
        s0 = Math.fma(a[j], b[j], s0);
        s1 = Math.fma(a[j + 1], b[j + 1], s1);
        s2 = Math.fma(a[j + 2], b[j + 2], s2);
        s3 = Math.fma(a[j + 3], b[j + 3], s3);
      }
      for (; j < a.length; j++) {
        s0 = Math.fma(a[j], b[j], s0);
      }
      return s0 + s1 + (s2 + s3);
    }

    Matrix toMatrix() {
      Matrix all = new Matrix(count, width);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < width; j++) {
          all.set(i, j, (float) vectors[i][j]);
        }
      }
      return all;
    }
  }
}
