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
   * Checks that the votes of a row are finite at every beta.
   *
   * @return what the exponentials can reach at most, at least 1
   * @throws IllegalArgumentException naming the row
   */
  double requireFinite(int row, double largestBeta) {
    double sum = 0;
    for (int c = 0; c < base.columns(); c++) {
      sum += Math.abs(base.data()[base.start(row) + c]);
    }
    float most = -1;
    for (int i = affinity.start(row); i < affinity.start(row) + affinity.columns(); i++) {
      float a = affinity.data()[i];
      sum += Math.abs(a);
      most = a > most ? a : most;
    }
    double reach = Math.max(0, largestBeta * (most - 1.0));
    if (!(sum < Double.POSITIVE_INFINITY && reach < Rounding.LARGEST_EXPONENT)) {
      throw new IllegalArgumentException(
          "row "
              + (first + row)
              + ": the logits are not finite at beta "
              + largestBeta
              + " (the largest cosine is "
              + most
              + "); normalise the features or end the search for beta earlier");
    }
    return Math.exp(reach);
  }
}
