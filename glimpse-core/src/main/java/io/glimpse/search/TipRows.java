package io.glimpse.search;

import io.glimpse.matrix.Matrix;

/**
 * Some rows of a search for Tip-Adapter's parameters, and the definition of their logits, which the
 * fast way is held to.
 */
final class TipRows {

  final Matrix base;
  final Matrix affinity;
  final KeysByClass keys;
  private final int[] truth;
  private final int first;
  private final boolean leaveOneOut;

  /**
   * Rows {@code first} on.
   *
   * @param base their text logits
   * @param affinity their cosines with the keys
   * @param truth the classes of all rows of the search
   */
  TipRows(
      Matrix base, Matrix affinity, KeysByClass keys, int[] truth, int first, boolean leaveOneOut) {
    this.base = base;
    this.affinity = affinity;
    this.keys = keys;
    this.truth = truth;
    this.first = first;
    this.leaveOneOut = leaveOneOut;
  }

  int size() {
    return base.rows();
  }

  int truth(int row) {
    return truth[first + row];
  }

  /** The key that a row must not be compared with, its own; -1 where there is none. */
  int leftOut(int row) {
    return leaveOneOut ? first + row : -1;
  }

  /** What the votes for the true class are multiplied by, since one of its n shots is left out. */
  double balance(int row) {
    int shots = keys.shots(truth(row));
    return leaveOneOut && shots > 1 ? (double) shots / (shots - 1) : 1;
  }

  /** The votes for a class, {@code exp(-beta (1 - a)) L}, added in the order of the keys. */
  double votes(int row, int c, double beta) {
    int at = affinity.start(row);
    int leftOut = leftOut(row);
    double votes = 0;
    for (int place = keys.start(c); place < keys.start(c + 1); place++) {
      int key = keys.key(place);
      if (key != leftOut) {
        votes += Math.exp(-beta * (1.0 - affinity.data()[at + key])) * keys.share(place);
      }
    }
    return c == truth(row) ? votes * balance(row) : votes;
  }

  /** The logit of a class from its votes. */
  double logit(int row, int c, double alpha, double votes) {
    return base.data()[base.start(row) + c] + alpha * votes;
  }

  /**
   * Checks that the logits of a row are finite.
   *
   * @throws IllegalArgumentException naming the row
   */
  void requireFinite(int row, double largestBeta) {
    float most = (float) Math.min(1 + Rounding.LARGEST_EXPONENT / largestBeta, Float.MAX_VALUE);
    if (!isWithin(affinity, row, most) || !isWithin(base, row, Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "row "
              + (first + row)
              + ": the text logits are not finite, or the cosines with the shots are too large at"
              + " beta "
              + largestBeta
              + "; normalise the features or end the search for beta earlier");
    }
  }

  private static boolean isWithin(Matrix matrix, int row, float most) {
    float[] data = matrix.data();
    int end = matrix.start(row) + matrix.columns();
    for (int i = matrix.start(row); i < end; i++) {
      if (!(data[i] >= -Float.MAX_VALUE && data[i] <= most)) {
        return false;
      }
    }
    return true;
  }
}
