package io.glimpse.calibration;

import io.glimpse.matrix.Matrix;
import io.glimpse.method.UnseenAnswers;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;

/**
 * What sets of classes are cut by: {@code 1 - p} of the true class, for pictures that were not seen
 * (split conformal prediction; Sadinle et al., 2019). All classes whose {@code 1 - p} is at most
 * the quantile of these hold the truth as often as was asked for.
 */
final class SetScores {

  /** Keeps a rank that is a whole number from being rounded up. */
  private static final double SLACK = 1e-12;

  private static final double[] NO_SCORES = {};

  private final double[] sorted;

  private SetScores(double... sorted) {
    this.sorted = sorted;
  }

  /** Where nothing is known, so that no set can be given. */
  static SetScores none() {
    return new SetScores(NO_SCORES);
  }

  /** Of scores in any order, each 0 to 1; rounded to float32, as a bank keeps them. */
  static SetScores of(double... scores) {
    double[] sorted = Arrays.stream(scores).map(score -> (float) score).toArray();
    for (double score : sorted) {
      if (!(score >= 0 && score <= 1)) {
        throw new IllegalArgumentException("a score of a set is 0 to 1, not " + score);
      }
    }
    Arrays.sort(sorted);
    return new SetScores(sorted);
  }

  /**
   * Of answers.
   *
   * @param rows that count
   */
  static SetScores of(UnseenAnswers answers, double temperature, int... rows) {
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double[] p = Probabilities.of(answers.logits(), rows[i], temperature);
      scores[i] = 1 - p[answers.labels().label(rows[i])];
    }
    return of(scores);
  }

  /** In ascending order, 1 x n. */
  Matrix toMatrix() {
    Matrix row = new Matrix(1, sorted.length);
    for (int i = 0; i < sorted.length; i++) {
      row.set(0, i, (float) sorted[i]);
    }
    return row;
  }

  /** How many there are. */
  int size() {
    return sorted.length;
  }

  /** Whether a set of such a coverage can be had. */
  boolean allow(double coverage) {
    return rank(coverage) <= sorted.length;
  }

  /**
   * The largest {@code 1 - p} of a class in a set.
   *
   * @param coverage how often the set holds the truth, above 0 and below 1
   * @throws IllegalArgumentException if there are too few scores for it, saying how many it takes
   */
  double threshold(double coverage) {
    if (!allow(coverage)) {
      throw new IllegalArgumentException(refusal(coverage));
    }
    return sorted[rank(coverage) - 1];
  }

  private int rank(double coverage) {
    return Math.max(1, (int) Math.ceil((sorted.length + 1) * coverage - SLACK));
  }

  private String refusal(double coverage) {
    if (sorted.length == 0) {
      return "no answers to unseen pictures are known, so that no set of classes can be given";
    }
    int needed = (int) Math.ceil(coverage / (1 - coverage) - SLACK);
    double most = Math.floor(100.0 * sorted.length / (sorted.length + 1));
    return String.format(
        Locale.ROOT,
        "sets that hold the true class %s %% of the time need answers to %d unseen pictures, and"
            + " there are %d; ask for %.0f %% or less, or give more examples",
        BigDecimal.valueOf(coverage).movePointRight(2).stripTrailingZeros().toPlainString(),
        needed,
        sorted.length,
        most);
  }
}
