package io.glimpse.search;

import io.glimpse.matrix.Matrix;

/**
 * The obvious twin of {@link CalipSearch}: every logit at every point of the grid.
 *
 * <p>Row i is answered rightly where {@code base + beta2 · guided + beta3 · blended} is largest at
 * its class; of equal logits the first class wins. Sums are in double precision.
 */
final class PlainCalipSearch {

  private final Matrix base;
  private final Matrix guided;
  private final Matrix blended;
  private final int[] truth;

  /**
   * All three n x k.
   *
   * @param base the terms that are not searched
   * @param guided the visual-guided term, weighted by beta2
   * @param blended the textual-blended term, weighted by beta3
   * @param truth the n classes
   */
  PlainCalipSearch(Matrix base, Matrix guided, Matrix blended, int[] truth) {
    this.base = base;
    this.guided = guided;
    this.blended = blended;
    this.truth = truth;
  }

  /** The right answers at every point, one row a beta2. */
  int[][] counts(Grid beta2, Grid beta3) {
    int[][] counts = new int[beta2.steps()][beta3.steps()];
    for (int row = 0; row < base.rows(); row++) {
      count(row, beta2, beta3, counts);
    }
    return counts;
  }

  private void count(int row, Grid beta2, Grid beta3, int[][] counts) {
    double[] sum = new double[base.columns()];
    for (int i = 0; i < beta2.steps(); i++) {
      for (int c = 0; c < sum.length; c++) {
        sum[c] = base.get(row, c) + beta2.value(i) * guided.get(row, c);
      }
      for (int j = 0; j < beta3.steps(); j++) {
        if (answer(row, sum, beta3.value(j)) == truth[row]) {
          counts[i][j]++;
        }
      }
    }
  }

  private int answer(int row, double[] sum, double beta3) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < sum.length; c++) {
      double logit = sum[c] + beta3 * blended.get(row, c);
      if (logit > most) {
        most = logit;
        best = c;
      }
    }
    return best;
  }
}
