package io.glimpse.metric;

/**
 * The expected calibration error (Guo et al., ICML 2017): answers are put into 15 bins of equal
 * width by their probability, and the gaps between a bin's accuracy and its mean probability are
 * averaged, weighted by the number of answers.
 */
public final class CalibrationError {

  private static final int BINS = 15;

  private final double[] probability = new double[BINS];
  private final int[] correct = new int[BINS];
  private final int[] count = new int[BINS];

  /** Nothing is counted yet. */
  public CalibrationError() {}

  /**
   * Counts one answer.
   *
   * @param confidence probability of the answer, 0 to 1
   * @param right whether it was right
   */
  public void add(double confidence, boolean right) {
    // Bins are open below and closed above.
    int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(confidence * BINS) - 1));
    probability[bin] += confidence;
    correct[bin] += right ? 1 : 0;
    count[bin]++;
  }

  /** The error, 0 to 1; NaN before the first answer. */
  public double value() {
    double gaps = 0;
    int all = 0;
    for (int bin = 0; bin < BINS; bin++) {
      gaps += Math.abs(correct[bin] - probability[bin]);
      all += count[bin];
    }
    return gaps / all;
  }
}
