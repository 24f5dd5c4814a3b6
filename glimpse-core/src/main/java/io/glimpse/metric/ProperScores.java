package io.glimpse.metric;

import io.glimpse.method.Prediction;

/**
 * Two proper scoring rules, which nothing improves but truer probabilities: the less, the better.
 * Not safe for several threads.
 */
public final class ProperScores {

  /** The least probability whose logarithm counts, so that one answer cannot be infinitely bad. */
  private static final double LEAST = 1e-12;

  private double logarithms;
  private double squares;
  private int total;

  /** Nothing is counted yet. */
  public ProperScores() {}

  /** Counts one answer. */
  public void add(int truth, Prediction prediction) {
    for (Prediction.Ranked one : prediction.ranked()) {
      double gap = one.probability();
      if (one.index() == truth) {
        logarithms -= Math.log(Math.max(LEAST, gap));
        gap -= 1;
      }
      squares += gap * gap;
    }
    total++;
  }

  /**
   * The mean of {@code -ln p} of the true class, p not below 1e-12; 0 to 27.6, NaN before the first
   * answer.
   */
  public double negativeLogLikelihood() {
    return logarithms / total;
  }

  /**
   * The Brier score over several classes: the sum over all classes c of {@code (p_c - [c is
   * true])²}, averaged over the answers; 0 to 2, NaN before the first answer.
   */
  public double brier() {
    return squares / total;
  }
}
