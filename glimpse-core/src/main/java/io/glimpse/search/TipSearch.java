package io.glimpse.search;

import io.glimpse.feature.Cache;
import io.glimpse.matrix.Matrix;

/**
 * Finds Tip-Adapter's sharpness beta and residual ratio alpha by the number of right answers.
 *
 * <p>Row i is answered rightly where {@code base + alpha · votes(beta)} is largest at its class; of
 * equal logits the first class wins. Logits are defined in double precision, from the float32
 * products, and the counts are those of an evaluation of every grid point, but far fewer logits are
 * computed: {@link Contenders} tells which classes matter, {@link SharpnessSweep} has their votes,
 * {@link TipBlock} finds the alphas at which the true class is ahead of all of them.
 */
public final class TipSearch {

  private final Matrix base;
  private final Affinities affinities;
  private final KeysByClass keys;
  private final int[] truth;
  private final boolean leaveOneOut;

  private TipSearch(
      Matrix base, Affinities affinities, Cache cache, int[] truth, boolean leaveOneOut) {
    requireClasses(cache.labels(), "shot", base.columns());
    requireClasses(truth, "row", base.columns());
    if (truth.length != base.rows() || truth.length == 0 || cache.size() == 0) {
      throw new IllegalArgumentException(
          "a search needs logits and a class for every row, and shots: there are "
              + base.rows()
              + " rows of logits, "
              + truth.length
              + " classes and "
              + cache.size()
              + " shots");
    }
    this.base = base;
    this.affinities = affinities;
    this.keys = new KeysByClass(cache, base.columns());
    this.truth = truth;
    this.leaveOneOut = leaveOneOut;
  }

  private static void requireClasses(int[] labels, String what, int classes) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            what + " " + i + " has label " + labels[i] + ", but there are " + classes + " classes");
      }
    }
  }

  /**
   * A search on validation data.
   *
   * @param base logits of the texts, n x k; zeros where there are none
   * @param affinities cosines of the n rows with the keys of the cache, n x shots
   * @param truth the n classes
   */
  public static TipSearch onValidation(
      Matrix base, Affinities affinities, Cache cache, int[] truth) {
    return new TipSearch(base, affinities, cache, truth.clone(), false);
  }

  /**
   * A search on the shots themselves: a shot never votes for itself, and the vote for its own class
   * is multiplied by n/(n-1), n being the shots of that class, for otherwise n-1 keys would speak
   * for the true class and n for every other.
   *
   * @param base logits of the texts, shots x k
   * @param affinities cosines of the shots with each other, shots x shots
   */
  public static TipSearch leaveOneOut(Matrix base, Affinities affinities, Cache cache) {
    return new TipSearch(base, affinities, cache, cache.labels(), true);
  }

  /**
   * The best point of the grid; of equally good ones the first, beta running slowest.
   *
   * @throws IllegalArgumentException if a grid begins below 0, or naming a row whose logits are not
   *     finite
   */
  public Winner best(Grid beta, Grid alpha) {
    return best(beta, alpha, Preference.FIRST);
  }

  /**
   * The best point of the grid.
   *
   * @param preference of equally good points; its axes are beta and alpha
   * @throws IllegalArgumentException as {@link #best(Grid, Grid)} does
   */
  public Winner best(Grid beta, Grid alpha, Preference preference) {
    return Winner.of(counts(beta, alpha), beta, alpha, preference);
  }

  /** The right answers at every point, one row a beta. */
  public int[][] counts(Grid beta, Grid alpha) {
    beta.requireNotNegative("beta");
    alpha.requireNotNegative("alpha");
    return Tally.ofParts(
            base.rows(),
            TipBlock.ROWS,
            beta,
            alpha,
            (from, to, tally) -> count(from, to, new TipBlock(keys, beta, alpha, tally)))
        .counts();
  }

  private void count(int from, int to, TipBlock block) {
    for (int at = from; at < to; at += TipBlock.ROWS) {
      block.count(rows(at));
    }
  }

  /** A block of rows. */
  private TipRows rows(int from) {
    int to = Math.min(base.rows(), from + TipBlock.ROWS);
    return new TipRows(
        base.rows(from, to), affinities.rows(from, to), keys, truth, from, leaveOneOut);
  }
}
