package io.glimpse.probe;

import io.glimpse.matrix.Matrix;
import java.util.Random;

/** The largest eigenvalue of {@code FᵀF}, by power iteration in double precision. */
final class LargestEigenvalue {

  /** Far more than rows that share a direction, as features do, ever take. */
  private static final int ITERATIONS = 10_000;

  private static final double TOLERANCE = 1e-15;

  private LargestEigenvalue() {}

  /**
   * The eigenvalue; 0 if all rows are 0.
   *
   * @param rows F, n x d
   */
  static double of(Matrix rows) {
    double[] v = new double[rows.columns()];
    // Any start serves that is not at right angles to the eigenvector, as no random one is.
    Random random = new Random(1);
    for (int j = 0; j < v.length; j++) {
      v[j] = random.nextGaussian();
    }
    double value = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      double[] next = timesCrossProduct(rows, v);
      double length = norm(next);
      double before = value;
      value = length / norm(v);
      if (length == 0 || Math.abs(value - before) <= TOLERANCE * value) {
        return value;
      }
      for (int j = 0; j < v.length; j++) {
        v[j] = next[j] / length;
      }
    }
    return value;
  }

  /** {@code Fᵀ(F v)}. */
  private static double[] timesCrossProduct(Matrix rows, double[] v) {
    double[] product = new double[v.length];
    for (int i = 0; i < rows.rows(); i++) {
      int at = rows.start(i);
      double dot = 0;
      for (int j = 0; j < v.length; j++) {
        dot += rows.data()[at + j] * v[j];
      }
      for (int j = 0; j < v.length; j++) {
        product[j] += dot * rows.data()[at + j];
      }
    }
    return product;
  }

  private static double norm(double[] v) {
    double sum = 0;
    for (double x : v) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }
}
