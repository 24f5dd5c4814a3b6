package io.glimpse.search;

import io.glimpse.feature.Cache;
import io.glimpse.matrix.Matrix;

/**
 * The obvious twin of {@link TipSearch}: every logit at every point of the grid.
 *
 * <p>Row i is answered rightly where {@code base + alpha · votes(beta)} is largest at its class; of
 * equal logits the first class wins. Everything is computed in double precision from the float32
 * products.
 */
final class PlainTipSearch {

  private final Matrix base;
  private final Matrix affinity;
  private final Cache cache;
  private final int[] truth;
  private final boolean leaveOneOut;
  private final int[] shotsOfClass;

  private PlainTipSearch(
      Matrix base, Matrix affinity, Cache cache, int[] truth, boolean leaveOneOut) {
    this.base = base;
    this.affinity = affinity;
    this.cache = cache;
    this.truth = truth;
    this.leaveOneOut = leaveOneOut;
    this.shotsOfClass = new int[base.columns()];
    for (int label : cache.labels()) {
      shotsOfClass[label]++;
    }
  }

  /**
   * A search on validation data.
   *
   * @param base logits of the texts, n x k; zeros where there are none
   * @param affinity cosines of the n rows with the keys of the cache, n x shots
   * @param truth the n classes
   */
  static PlainTipSearch onValidation(Matrix base, Matrix affinity, Cache cache, int[] truth) {
    return new PlainTipSearch(base, affinity, cache, truth, false);
  }

  /**
   * A search on the shots themselves: a shot never votes for itself, and the vote for its own class
   * is multiplied by n/(n-1), n being the shots of that class, for otherwise n-1 keys would speak
   * for the true class and n for every other.
   *
   * @param base logits of the texts, shots x k
   * @param affinity cosines of the shots with each other, shots x shots
   */
  static PlainTipSearch leaveOneOut(Matrix base, Matrix affinity, Cache cache) {
    return new PlainTipSearch(base, affinity, cache, cache.labels(), true);
  }

  /** The right answers at every point, one row a beta. */
  int[][] counts(Grid beta, Grid alpha) {
    int[][] counts = new int[beta.steps()][alpha.steps()];
    for (int row = 0; row < base.rows(); row++) {
      count(row, beta, alpha, counts);
    }
    return counts;
  }

  private void count(int row, Grid beta, Grid alpha, int[][] counts) {
    for (int b = 0; b < beta.steps(); b++) {
      double[] votes = votes(row, beta.value(b));
      for (int a = 0; a < alpha.steps(); a++) {
        if (answer(row, votes, alpha.value(a)) == truth[row]) {
          counts[b][a]++;
        }
      }
    }
  }

  /** The votes of all classes for one row, {@code exp(-beta (1 - a)) L}. */
  double[] votes(int row, double beta) {
    double[] votes = new double[base.columns()];
    for (int shot = 0; shot < affinity.columns(); shot++) {
      if (leaveOneOut && shot == row) {
        continue;
      }
      double weight = Math.exp(-beta * (1.0 - affinity.get(row, shot)));
      if (cache.isSoft()) {
        for (int c = 0; c < votes.length; c++) {
          votes[c] += weight * cache.share(shot, c);
        }
      } else {
        votes[cache.label(shot)] += weight;
      }
    }
    int shots = shotsOfClass[truth[row]];
    if (leaveOneOut && shots > 1) {
      votes[truth[row]] *= (double) shots / (shots - 1);
    }
    return votes;
  }

  private int answer(int row, double[] votes, double alpha) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < votes.length; c++) {
      double logit = base.get(row, c) + alpha * votes[c];
      if (logit > most) {
        most = logit;
        best = c;
      }
    }
    return best;
  }
}
