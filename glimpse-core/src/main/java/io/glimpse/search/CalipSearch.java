package io.glimpse.search;

import io.glimpse.matrix.Matrix;

/**
 * Finds CALIP's beta2 and beta3 by the number of right answers.
 *
 * <p>Row i is answered rightly where {@code base + beta2 · guided + beta3 · blended} is largest at
 * its class; of equal logits the first class wins. Sums are defined in double precision, and the
 * counts are those of an evaluation of every grid point; {@link CalipRows} tells how most of them
 * are saved.
 */
public final class CalipSearch {

  private static final int BLOCK = 4;

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
  public CalipSearch(Matrix base, Matrix guided, Matrix blended, int[] truth) {
    requireSameShape(base, guided);
    requireSameShape(base, blended);
    if (truth.length != base.rows() || truth.length == 0) {
      throw new IllegalArgumentException(
          base.rows() + " rows of logits do not go with " + truth.length + " classes");
    }
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] < 0 || truth[i] >= base.columns()) {
        throw new IllegalArgumentException(
            "row "
                + i
                + " has label "
                + truth[i]
                + ", but there are "
                + base.columns()
                + " classes");
      }
    }
    this.base = base;
    this.guided = guided;
    this.blended = blended;
    this.truth = truth.clone();
  }

  private static void requireSameShape(Matrix a, Matrix b) {
    if (a.rows() != b.rows() || a.columns() != b.columns()) {
      throw new IllegalArgumentException("the terms differ in shape: " + a + " and " + b);
    }
  }

  /**
   * The best point of the grid; of equally good ones the first, beta2 running slowest.
   *
   * @throws IllegalArgumentException if a grid begins below 0, or naming a row that is not finite
   */
  public Winner best(Grid beta2, Grid beta3) {
    return best(beta2, beta3, Preference.FIRST);
  }

  /**
   * The best point of the grid.
   *
   * @param preference of equally good points; its axes are beta2 and beta3
   * @throws IllegalArgumentException as {@link #best(Grid, Grid)} does
   */
  public Winner best(Grid beta2, Grid beta3, Preference preference) {
    return Winner.of(counts(beta2, beta3), beta2, beta3, preference);
  }

  /** The right answers at every point, one row a beta2. */
  int[][] counts(Grid beta2, Grid beta3) {
    beta2.requireNotNegative("beta2");
    beta3.requireNotNegative("beta3");
    return Tally.ofParts(
            base.rows(),
            BLOCK,
            beta2,
            beta3,
            (from, to, tally) -> {
              CalipRows rows = new CalipRows(base, guided, blended, beta2, beta3, tally);
              for (int row = from; row < to; row++) {
                rows.count(row, truth[row]);
              }
            })
        .counts();
  }
}
