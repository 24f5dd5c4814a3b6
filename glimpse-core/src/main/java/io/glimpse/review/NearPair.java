package io.glimpse.review;

/**
 * Two rows of features that are alike.
 *
 * @param first a row
 * @param second a row; behind the first where both are of one matrix
 * @param cosine of the two
 */
public record NearPair(int first, int second, double cosine) {

  /** From here on two rows are the same but for rounding. */
  private static final double SAME = 0.9999;

  /** Whether the rows are the same but for rounding. */
  public boolean isSame() {
    return cosine >= SAME;
  }
}
