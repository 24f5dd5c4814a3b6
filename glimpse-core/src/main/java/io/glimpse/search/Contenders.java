package io.glimpse.search;

/**
 * Finds the classes that could beat the true class y of a row at some beta and alpha; the others
 * need no exponentials at all.
 *
 * <p>Class c cannot win at any alpha, beta ≥ 0 if its text logit is lower than y's and its votes
 * never exceed y's. With weights w (sums of shares, y's balanced), exp being convex and increasing,
 * votes(c) ≤ w(c) exp(-beta (1 - max a)) and votes(y) ≥ w(y) exp(-beta (1 - mean a)), so w(c) ≤
 * w(y) and max of c ≤ mean of y is enough.
 *
 * <p>Where there are no texts, all text logits are 0, and c cannot win if its votes are always
 * fewer by more than rounding: if the same holds with a margin at the smallest beta.
 */
final class Contenders {

  /** Far from the alphas and the exponentials that are as good as 0. */
  private static final double SMALLEST_ALPHA = 1e-9;

  private static final double LARGEST_EXPONENT = 200;

  private final KeysByClass keys;
  private final double smallestBeta;
  private final double smallestAlpha;
  private final double largestBeta;
  private final double largestAlpha;
  private final double relative;

  /** The row at hand, its true class, and what that has: base, affinities, weight. */
  private float[] affinities = {};

  private int first;
  private int truth;
  private double base;
  private double weight;
  private double meanAtLeast;
  private float largest;

  Contenders(KeysByClass keys, Grid beta, Grid alpha, double relative) {
    this.keys = keys;
    this.smallestBeta = beta.from();
    this.smallestAlpha = alpha.from();
    this.largestBeta = beta.last();
    this.largestAlpha = alpha.last();
    this.relative = relative;
  }

  /**
   * Marks the contenders of a row.
   *
   * @param marks receives true at {@code at + c} for every contender c, not for the true class
   * @return how many there are
   */
  int find(TipRows rows, int row, boolean[] marks, int at) {
    rows.requireFinite(row, largestBeta);
    takeTruth(rows, row);
    float[] bases = rows.base.data();
    int firstBase = rows.base.start(row);
    int found = 0;
    for (int c = 0; c < keys.classes(); c++) {
      if (c != truth && !isDominated(c, bases[firstBase + c])) {
        marks[at + c] = true;
        found++;
      }
    }
    return found;
  }

  private void takeTruth(TipRows rows, int row) {
    affinities = rows.affinity.data();
    first = rows.affinity.start(row);
    truth = rows.truth(row);
    base = rows.base.data()[rows.base.start(row) + truth];
    int leftOut = rows.leftOut(row);
    largest = keys.largest(truth, affinities, first);
    double sum = 0;
    double shares = 0;
    for (int place = keys.start(truth); place < keys.start(truth + 1); place++) {
      if (keys.key(place) != leftOut) {
        sum += keys.share(place) * affinities[first + keys.key(place)];
        shares += keys.share(place);
      }
    }
    double mean = sum / shares;
    meanAtLeast = mean - 1e-9 * (1 + Math.abs(mean));
    weight = shares * rows.balance(row);
  }

  private boolean isDominated(int c, double baseOfRival) {
    if (!(baseOfRival <= base && keys.weight(c) <= weight * (1 + 1e-14))) {
      return false;
    }
    float largestOfRival = keys.largest(c, affinities, first);
    if (base == 0) {
      return baseOfRival == 0 && isOutvoted(largestOfRival);
    }
    double votes = 2 * weight * reach(Math.max(largest, largestOfRival));
    double doubt =
        relative * (Math.abs(base) + Math.abs(baseOfRival) + largestAlpha * votes) + Rounding.TINY;
    return base - baseOfRival > doubt && largestOfRival <= meanAtLeast;
  }

  /** Whether the votes for a rival are fewer by more than rounding, where votes alone count. */
  private boolean isOutvoted(float largestOfRival) {
    return smallestAlpha > SMALLEST_ALPHA
        && smallestBeta * (meanAtLeast - largestOfRival) > 8 * relative
        && largestBeta * (1 - meanAtLeast) < LARGEST_EXPONENT;
  }

  /** What the exponential of a cosine can come to. */
  private double reach(double affinity) {
    return affinity <= 1 ? 1 : Math.exp(largestBeta * (affinity - 1));
  }
}
