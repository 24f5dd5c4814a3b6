package io.glimpse.search;

import java.util.Arrays;

/**
 * Finds the classes that could beat the true class y of a row at some beta and alpha; the others
 * need no exponentials at all.
 *
 * <p>Class c cannot win at any alpha, beta ≥ 0 if its text logit is lower than y's and its votes
 * never exceed y's. With weights w (sums of shares, y's balanced), exp being convex and increasing,
 * votes(c) ≤ w(c) exp(-beta (1 - max a)) and votes(y) ≥ w(y) exp(-beta (1 - mean a)), so w(c) ≤
 * w(y) and max of c ≤ mean of y is enough. So is, for hard labels and w(c) ≤ w(y), that the
 * affinities in descending order are one by one not above y's, as far as both have any: a longer
 * list of c only lowers the mean of its terms.
 */
final class Contenders {

  private final KeysByClass keys;
  private final double largestBeta;
  private final double largestAlpha;
  private final double relative;
  private final float[] sortedTruth;
  private final float[] sorted;

  Contenders(KeysByClass keys, Grid beta, Grid alpha, double relative) {
    this.keys = keys;
    this.largestBeta = beta.last();
    this.largestAlpha = alpha.last();
    this.relative = relative;
    int most = keys.count(keys.byCount(0));
    this.sortedTruth = new float[most];
    this.sorted = new float[most];
  }

  /**
   * Marks the contenders of a row.
   *
   * @param marks receives true at {@code at + c} for every contender c, not for the true class
   * @return how many there are
   */
  int find(TipRows rows, int row, boolean[] marks, int at) {
    double reach = rows.requireFinite(row, largestBeta);
    int y = rows.truth(row);
    int present = sortTruth(rows, row);
    double weight = rows.balance(row) * weightOfTruth(rows, row);
    double mean = meanOfTruth(rows, row);
    double safeMean = mean - 1e-9 * (1 + Math.abs(mean));
    double reachable = 2 * largestAlpha * weight * reach;
    int b = rows.base.start(row);
    double baseOfTruth = rows.base.data()[b + y];
    int found = 0;
    for (int c = 0; c < keys.classes(); c++) {
      double base = rows.base.data()[b + c];
      double clear = relative * (Math.abs(base) + Math.abs(baseOfTruth) + reachable);
      boolean dominated =
          baseOfTruth - base > clear
              && keys.weight(c) <= weight * (1 + 1e-14)
              && (largest(rows, row, c) <= safeMean || isBelow(rows, row, c, present));
      if (!dominated && c != y) {
        marks[at + c] = true;
        found++;
      }
    }
    return found;
  }

  private double weightOfTruth(TipRows rows, int row) {
    int y = rows.truth(row);
    int leftOut = rows.leftOut(row);
    double weight = 0;
    for (int place = keys.start(y); place < keys.start(y + 1); place++) {
      weight += keys.key(place) == leftOut ? 0 : keys.share(place);
    }
    return weight;
  }

  private double meanOfTruth(TipRows rows, int row) {
    int y = rows.truth(row);
    int leftOut = rows.leftOut(row);
    double sum = 0;
    for (int place = keys.start(y); place < keys.start(y + 1); place++) {
      int key = keys.key(place);
      sum += key == leftOut ? 0 : keys.share(place) * affinity(rows, row, key);
    }
    return sum / weightOfTruth(rows, row);
  }

  private float largest(TipRows rows, int row, int c) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int place = keys.start(c); place < keys.start(c + 1); place++) {
      float a = affinity(rows, row, keys.key(place));
      largest = a > largest ? a : largest;
    }
    return largest;
  }

  private int sortTruth(TipRows rows, int row) {
    int y = rows.truth(row);
    int leftOut = rows.leftOut(row);
    int count = 0;
    for (int place = keys.start(y); place < keys.start(y + 1); place++) {
      int key = keys.key(place);
      if (key != leftOut) {
        sortedTruth[count++] = affinity(rows, row, key);
      }
    }
    Arrays.sort(sortedTruth, 0, count);
    return count;
  }

  private boolean isBelow(TipRows rows, int row, int c, int present) {
    if (keys.isSoft()) {
      return false;
    }
    int count = keys.count(c);
    for (int i = 0; i < count; i++) {
      sorted[i] = affinity(rows, row, keys.key(keys.start(c) + i));
    }
    Arrays.sort(sorted, 0, count);
    for (int i = 1; i <= Math.min(count, present); i++) {
      if (sorted[count - i] > sortedTruth[present - i]) {
        return false;
      }
    }
    return true;
  }

  private static float affinity(TipRows rows, int row, int key) {
    return rows.affinity.data()[rows.affinity.start(row) + key];
  }
}
