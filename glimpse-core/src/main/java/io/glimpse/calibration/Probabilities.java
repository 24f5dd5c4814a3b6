package io.glimpse.calibration;

import io.glimpse.matrix.Matrix;

/** Softmax of one row of logits, in double precision. */
final class Probabilities {

  private Probabilities() {}

  /**
   * Probabilities of all classes.
   *
   * @param temperature that logits are divided by, above 0
   * @return k values that add up to 1
   */
  static double[] of(Matrix logits, int row, double temperature) {
    double most = logits.get(row, logits.argmax(row));
    double[] p = new double[logits.columns()];
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      p[c] = Math.exp((logits.get(row, c) - most) / temperature);
      sum += p[c];
    }
    for (int c = 0; c < p.length; c++) {
      p[c] /= sum;
    }
    return p;
  }

  /** The largest of them. */
  static double largest(Matrix logits, int row, double temperature) {
    double most = logits.get(row, logits.argmax(row));
    double sum = 0;
    for (int c = 0; c < logits.columns(); c++) {
      sum += Math.exp((logits.get(row, c) - most) / temperature);
    }
    return 1 / sum;
  }
}
