package io.glimpse.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * How often answers are right that claim a probability (Guo et al., ICML 2017): they are put into
 * 15 bins of equal width by their probability, and the accuracy of each bin is held to its mean
 * probability. Not safe for several threads.
 */
public final class Reliability {

  /** Bins between 0 and 1. */
  public static final int BINS = 15;

  private final double[] probability = new double[BINS];
  private final int[] correct = new int[BINS];
  private final int[] count = new int[BINS];

  /** Nothing is counted yet. */
  public Reliability() {}

  /**
   * Answers of nearly one probability.
   *
   * @param from the least probability, which itself belongs to the bin below (0 to the first)
   * @param to the largest, which belongs to this bin
   * @param count answers
   * @param correct right ones
   * @param probability the mean of all; NaN without any
   */
  public record Bin(double from, double to, int count, int correct, double probability) {

    /** The share of right answers, 0 to 1; NaN without any. */
    public double accuracy() {
      return (double) correct / count;
    }
  }

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

  /** All bins, from the least probability to the largest. */
  public List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      bins.add(
          new Bin(
              (double) b / BINS,
              (b + 1.0) / BINS,
              count[b],
              correct[b],
              probability[b] / count[b]));
    }
    return bins;
  }

  /**
   * The expected calibration error: the gaps between a bin's accuracy and its mean probability,
   * averaged over the answers; 0 to 1, NaN before the first answer.
   */
  public double expectedCalibrationError() {
    double gaps = 0;
    int all = 0;
    for (int bin = 0; bin < BINS; bin++) {
      gaps += Math.abs(correct[bin] - probability[bin]);
      all += count[bin];
    }
    return gaps / all;
  }
}
