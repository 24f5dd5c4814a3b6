package io.glimpse.auto;

import io.glimpse.matrix.Matrix;

/**
 * What is added to the scores of classes because a mean of few shots lies off by its own noise,
 * which lengthens distances to it. The full length over-corrects where there are shots; a class
 * without gets all of it.
 *
 * @param noise the length for one shot, in units of the scores
 */
record Gains(double noise) {

  private static final double SHARE = 0.5;

  /**
   * Of every class, k values.
   *
   * @param counts shots of each class
   * @param strengths κ + n of each
   */
  double[] of(int[] counts, double[] strengths) {
    double[] gains = new double[counts.length];
    for (int c = 0; c < gains.length; c++) {
      gains[c] = (counts[c] > 0 ? SHARE : 1) * noise / strengths[c];
    }
    return gains;
  }

  /** Adds them to scores of shots that were left out, whose own class has one shot fewer. */
  void addTo(Matrix scores, int[] labels, int[] counts, double[] strengths) {
    double[] gains = of(counts, strengths);
    for (int i = 0; i < scores.rows(); i++) {
      int at = scores.start(i);
      for (int c = 0; c < gains.length; c++) {
        double gain = c == labels[i] ? SHARE * noise / (strengths[c] - 1) : gains[c];
        scores.data()[at + c] += (float) gain;
      }
    }
  }
}
