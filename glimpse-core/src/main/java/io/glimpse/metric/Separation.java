package io.glimpse.metric;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * How well a score tells pictures of the classes, which should have the larger ones, from pictures
 * of no class.
 */
public final class Separation {

  /** The share of known pictures that the usual figure wants accepted. */
  private static final double USUAL = 0.95;

  /** Keeps a count that is a whole number from being rounded up. */
  private static final double SLACK = 1e-9;

  private final double[] known;
  private final double[] unknown;

  private Separation(double[] known, double[] unknown) {
    this.known = known;
    this.unknown = unknown;
  }

  /**
   * Of scores in any order, none of them NaN.
   *
   * @param known of pictures of the classes; not modified
   * @param unknown of pictures of no class; not modified
   */
  public static Separation of(double[] known, double[] unknown) {
    return new Separation(sorted(known), sorted(unknown));
  }

  private static double[] sorted(double... scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Scores of pictures of the classes, ascending. A copy. */
  public double[] known() {
    return known.clone();
  }

  /** Scores of pictures of no class, ascending. A copy. */
  public double[] unknown() {
    return unknown.clone();
  }

  /**
   * The area under the receiver operating characteristic: how often a picture of a class has a
   * larger score than one of no class, ties counted half; 0 to 1, NaN where either is missing.
   */
  public double auroc() {
    // Halves are counted whole, so that the sum is exact.
    long halves = 0;
    int below = 0;
    int notAbove = 0;
    for (double score : known) {
      while (below < unknown.length && unknown[below] < score) {
        below++;
      }
      while (notAbove < unknown.length && unknown[notAbove] <= score) {
        notAbove++;
      }
      halves += below + notAbove;
    }
    return halves / (2.0 * known.length * unknown.length);
  }

  /**
   * The share of pictures of no class that are accepted by the largest threshold which accepts at
   * least 95 % of those of the classes; a picture is accepted from the threshold on. 0 to 1, NaN
   * where either is missing.
   */
  public double falsePositivesAt95() {
    if (known.length == 0) {
      return Double.NaN;
    }
    int accepted = (int) Math.ceil(USUAL * known.length - SLACK);
    return acceptedUnknown(known[known.length - accepted]);
  }

  /** The share of pictures of no class whose score is at least that; NaN without any. */
  public double acceptedUnknown(double threshold) {
    return share(unknown, score -> score >= threshold);
  }

  /** The share of pictures of the classes whose score is below that; NaN without any. */
  public double rejectedKnown(double threshold) {
    return share(known, score -> score < threshold);
  }

  private static double share(double[] scores, DoublePredicate counts) {
    return (double) Arrays.stream(scores).filter(counts).count() / scores.length;
  }
}
