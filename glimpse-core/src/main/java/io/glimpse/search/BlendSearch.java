package io.glimpse.search;

import io.glimpse.matrix.Matrix;
import java.util.Arrays;

/**
 * Finds the weight alpha of {@code base + alpha · term} by the number of right answers, among
 * powers of ten, as the published scripts of GDA and TIMO do.
 *
 * <p>Nine values need no saving, unlike the evenly spaced grids of {@link CalipSearch}. Sums are
 * defined in double precision; of equal logits the first class wins.
 */
public final class BlendSearch {

  private static final double[] POWERS_OF_TEN = {1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4};

  private BlendSearch() {}

  /**
   * The best weight.
   *
   * @param alpha the weight
   * @param correct right answers with it
   */
  public record Best(double alpha, int correct) {}

  /** Near a weight, or the published order where there is none. */
  public static Preference near(double... alpha) {
    return Preference.near(Arrays.stream(alpha).map(BlendSearch::exponent).toArray());
  }

  /** A weight of 0 is below all that are tried. */
  private static double exponent(double alpha) {
    return Math.log10(Math.max(alpha, POWERS_OF_TEN[0]));
  }

  /** Tries 1e-4, 1e-3 ... 1e4; of equally good weights the smallest is taken. */
  public static Best best(Matrix base, Matrix term, int[] truth) {
    return best(base, term, truth, Preference.FIRST);
  }

  /**
   * Tries 1e-4, 1e-3 ... 1e4.
   *
   * @param base n x k
   * @param term n x k, weighted by alpha
   * @param truth the n classes
   * @param preference of equally good weights; its axis is the exponent of ten
   * @throws IllegalArgumentException if shapes do not fit, or naming a row whose logits are not
   *     finite
   */
  public static Best best(Matrix base, Matrix term, int[] truth, Preference preference) {
    if (base.rows() != term.rows() || base.columns() != term.columns()) {
      throw new IllegalArgumentException("the terms differ in shape: " + base + " and " + term);
    }
    if (base.rows() != truth.length || truth.length == 0) {
      throw new IllegalArgumentException(
          base.rows() + " rows of logits do not go with " + truth.length + " classes");
    }
    base.requireFinite("logits");
    term.requireFinite("the term that is weighted");
    Best best = new Best(POWERS_OF_TEN[0], -1);
    double nearest = 0;
    for (double alpha : POWERS_OF_TEN) {
      int correct = 0;
      for (int row = 0; row < truth.length; row++) {
        correct += answer(base, term, row, alpha) == truth[row] ? 1 : 0;
      }
      double away = preference.away(0, exponent(alpha), POWERS_OF_TEN.length - 1.0);
      if (correct > best.correct || (correct == best.correct && away < nearest)) {
        best = new Best(alpha, correct);
        nearest = away;
      }
    }
    return best;
  }

  private static int answer(Matrix base, Matrix term, int row, double alpha) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < base.columns(); c++) {
      double logit = base.get(row, c) + alpha * term.get(row, c);
      if (logit > most) {
        most = logit;
        best = c;
      }
    }
    return best;
  }
}
