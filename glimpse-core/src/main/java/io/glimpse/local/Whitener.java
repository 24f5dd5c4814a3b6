package io.glimpse.local;

import io.glimpse.matrix.Cholesky;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;

/**
 * Turns tokens so that what is usual has mean 0 and covariance I: {@code u = L⁻¹ (t - mean)} with
 * {@code S = L Lᵀ}, in which lengths are Mahalanobis distances.
 */
final class Whitener {

  /** Of the mean variance, added to every variance, so that few tokens make a covariance, too. */
  private static final double FLOOR = 1e-3;

  private final double[] mean;

  /** L⁻¹, c x c. */
  private final Matrix turn;

  private Whitener(double[] mean, Matrix turn) {
    this.mean = mean;
    this.turn = turn;
  }

  /**
   * That of a Gaussian.
   *
   * @param mean c values
   * @param covariance c x c, row-major; the diagonal and what is right of it are read, and
   *     overwritten
   */
  static Whitener of(double[] mean, double[] covariance) {
    int width = mean.length;
    double trace = 0;
    for (int i = 0; i < width; i++) {
      trace += covariance[i * width + i];
    }
    // Tokens that are all the same have no variance, and any length will do.
    double floor = trace > 0 ? FLOOR * trace / width : 1;
    for (int i = 0; i < width; i++) {
      covariance[i * width + i] += floor;
    }
    double[] inverse = Cholesky.of(covariance, width).inverseFactor();
    Matrix turn = new Matrix(width, width);
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        turn.set(i, j, (float) inverse[i * width + j]);
      }
    }
    return new Whitener(mean, turn);
  }

  /** One that was kept: a mean, 1 x c, and a turn, c x c. */
  static Whitener kept(Matrix mean, Matrix turn) {
    double[] values = new double[mean.columns()];
    for (int j = 0; j < values.length; j++) {
      values[j] = mean.get(0, j);
    }
    return new Whitener(values, turn);
  }

  /** The same as it is kept, in float32. */
  Whitener rounded() {
    return kept(mean(), turn);
  }

  int width() {
    return mean.length;
  }

  /** 1 x c. */
  Matrix mean() {
    Matrix row = new Matrix(1, mean.length);
    for (int j = 0; j < mean.length; j++) {
      row.set(0, j, (float) mean[j]);
    }
    return row;
  }

  /** L⁻¹, c x c. The storage itself. */
  Matrix turn() {
    return turn;
  }

  /**
   * The tokens turned.
   *
   * @param tokens any number of rows of c; not modified
   * @return new rows
   */
  Matrix of(Matrix tokens) {
    Matrix centred = new Matrix(tokens.rows(), tokens.columns());
    for (int i = 0; i < tokens.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        centred.set(i, j, (float) (tokens.get(i, j) - mean[j]));
      }
    }
    return Products.timesTransposed(centred, turn);
  }

  /** The squared lengths of the tokens turned: how far they are from what is usual. */
  double[] distances(Matrix tokens) {
    Matrix turned = of(tokens);
    double[] distances = new double[turned.rows()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = turned.dot(i, turned, i);
    }
    return distances;
  }
}
