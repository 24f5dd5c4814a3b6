package io.glimpse.review;

import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses pictures that are doubtful, typical of others, and unlike each other, one after the
 * other: the next is the one of the greatest worth, of equals the first.
 *
 * <pre>worth = doubt × (0.1 + 0.9 typicality) × novelty
 * typicality = the mean of s over its ten nearest others
 * novelty = 1 - max of s over those chosen
 * s = max(0, (cos - base) / (1 - base))</pre>
 *
 * <p>base, the mean cosine of two of the pictures, is what all share and says nothing. Doubt alone
 * finds what is strange, which teaches little of anything else. A double of one that was chosen has
 * a novelty near 0, and one that is not above a trace is never chosen.
 */
public final class DoubtfulPicks {

  /** Less novelty than this is that of the same picture again. */
  private static final double TRACE = 1e-3;

  private static final int NEAREST = 10;

  /** What a picture counts for that is like no other. */
  private static final double LONELY = 0.1;

  private DoubtfulPicks() {}

  /**
   * A picture that was chosen.
   *
   * @param picture its row
   * @param novelty how unlike it is to those chosen before, 0 to 1
   */
  public record Pick(int picture, double novelty) {}

  /**
   * Chooses.
   *
   * @param rows n x d, unit rows
   * @param doubts n, each 0 to 1
   * @param most how many at most
   * @return in the order in which they were chosen
   */
  public static List<Pick> of(Matrix rows, double[] doubts, int most) {
    int n = rows.rows();
    if (doubts.length != n) {
      throw new IllegalArgumentException(doubts.length + " doubts of " + n + " pictures");
    }
    double base = base(rows);
    double[] worth = typicality(rows, base);
    for (int i = 0; i < n; i++) {
      worth[i] = doubts[i] * (LONELY + (1 - LONELY) * worth[i]);
    }
    double[] novelty = new double[n];
    Arrays.fill(novelty, 1);
    boolean[] taken = new boolean[n];
    List<Pick> picks = new ArrayList<>();
    while (picks.size() < Math.min(most, n)) {
      int best = -1;
      for (int i = 0; i < n; i++) {
        boolean open = !taken[i] && novelty[i] > TRACE;
        if (open && (best < 0 || worth[i] * novelty[i] > worth[best] * novelty[best])) {
          best = i;
        }
      }
      if (best < 0) {
        break;
      }
      taken[best] = true;
      picks.add(new Pick(best, novelty[best]));
      for (int i = 0; i < n; i++) {
        novelty[i] = Math.min(novelty[i], 1 - shared(rows.dot(i, rows, best), base));
      }
    }
    return picks;
  }

  /** What a cosine says beyond what all have in common, 0 to 1. */
  private static double shared(double cosine, double base) {
    return base >= 1 ? 1 : Math.max(0, Math.min(1, (cosine - base) / (1 - base)));
  }

  private static double[] typicality(Matrix rows, double base) {
    double[] sums = new double[rows.rows()];
    int[] counted = new int[rows.rows()];
    for (NearPair pair : NearPairs.between(rows, rows, -2, NEAREST + 1)) {
      int picture = pair.second();
      if (pair.first() != picture && counted[picture] < NEAREST) {
        sums[picture] += shared(pair.cosine(), base);
        counted[picture]++;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= Math.max(1, counted[i]);
    }
    return sums;
  }

  /** The mean cosine of two different rows. */
  private static double base(Matrix rows) {
    int n = rows.rows();
    if (n < 2) {
      return 0;
    }
    double squares = 0;
    double lengths = 0;
    for (int j = 0; j < rows.columns(); j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += rows.get(i, j);
      }
      squares += sum * sum;
    }
    for (int i = 0; i < n; i++) {
      lengths += rows.dot(i, rows, i);
    }
    return Math.max(0, (squares - lengths) / ((double) n * (n - 1)));
  }
}
