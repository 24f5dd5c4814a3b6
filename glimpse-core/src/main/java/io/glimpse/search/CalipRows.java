package io.glimpse.search;

import io.glimpse.matrix.Matrix;

/**
 * Counts right answers of CALIP row by row; not for several threads.
 *
 * <p>The true class is ahead of a rival on a half-plane of (beta2, beta3). A rival that is behind
 * at all corners of the grid is behind everywhere, which settles most; a row with a rival that is
 * ahead at all corners is never right. For the others, each beta2 cuts a half-line of beta3 out of
 * the half-plane.
 *
 * <p>Half-planes are drawn twice, moved inwards and outwards by more than all rounding can come to;
 * what lies between is evaluated as the logits are defined.
 */
final class CalipRows implements InnerRanges.Undecided {

  /** A logit is five operations on doubles, a half-plane some more; each rounds by 1.1e-16. */
  private static final double RELATIVE = 1e-13;

  private final Matrix base;
  private final Matrix guided;
  private final Matrix blended;
  private final float[] baseData;
  private final float[] guidedData;
  private final float[] blendedData;
  private final double[] betas2;
  private final double[] betas3;
  private final Tally tally;
  private final InnerRanges ranges;

  private int row;
  private int truth;

  /** The rivals of this row that are neither behind nor ahead everywhere. */
  private final int[] rivals;

  private int rivalCount;

  /** For each of them, what the true class has more of each term, at least and at most. */
  private final double[] leastBase;

  private final double[] leastGuided;
  private final double[] leastBlended;
  private final double[] mostBase;
  private final double[] mostGuided;
  private final double[] mostBlended;

  CalipRows(Matrix base, Matrix guided, Matrix blended, Grid beta2, Grid beta3, Tally tally) {
    this.base = base;
    this.guided = guided;
    this.blended = blended;
    this.baseData = base.data();
    this.guidedData = guided.data();
    this.blendedData = blended.data();
    this.betas2 = beta2.values();
    this.betas3 = beta3.values();
    this.tally = tally;
    this.ranges = new InnerRanges(beta3);
    int classes = base.columns();
    this.rivals = new int[classes];
    this.leastBase = new double[classes];
    this.leastGuided = new double[classes];
    this.leastBlended = new double[classes];
    this.mostBase = new double[classes];
    this.mostGuided = new double[classes];
    this.mostBlended = new double[classes];
  }

  /** Counts one row. */
  void count(int row, int truth) {
    this.row = row;
    this.truth = truth;
    requireFinite(row);
    if (!findRivals(row, truth)) {
      return;
    }
    if (rivalCount == 0) {
      tally.addEverywhere();
      return;
    }
    for (int i = 0; i < betas2.length; i++) {
      restrict(betas2[i]);
      ranges.tally(i, tally, this);
    }
  }

  private void requireFinite(int row) {
    float sum = sumOfMagnitudes(base, row);
    sum += sumOfMagnitudes(guided, row);
    sum += sumOfMagnitudes(blended, row);
    if (!(sum < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "row " + row + ": a term of its logits is infinite or not a number");
    }
  }

  private static float sumOfMagnitudes(Matrix term, int row) {
    float sum = 0;
    for (int i = term.start(row); i < term.start(row) + term.columns(); i++) {
      sum += Math.abs(term.data()[i]);
    }
    return sum;
  }

  /** Returns false if a rival is ahead at all points of the grid. */
  private boolean findRivals(int row, int truth) {
    rivalCount = 0;
    int b = base.start(row);
    int g = guided.start(row);
    int l = blended.start(row);
    double ofTruth = magnitude(b + truth, g + truth, l + truth);
    for (int c = 0; c < rivals.length; c++) {
      double moreBase = (double) baseData[b + truth] - baseData[b + c];
      double moreGuided = (double) guidedData[g + truth] - guidedData[g + c];
      double moreBlended = (double) blendedData[l + truth] - blendedData[l + c];
      double doubt = RELATIVE * (ofTruth + magnitude(b + c, g + c, l + c)) + Rounding.TINY;
      double least = moreBase + least(moreGuided, betas2) + least(moreBlended, betas3);
      if (!(least > doubt) && c != truth) {
        double most = moreBase - least(-moreGuided, betas2) - least(-moreBlended, betas3);
        if (most < -doubt) {
          return false;
        }
        note(row, truth, c);
      }
    }
    return true;
  }

  /** The size of a logit's terms at the largest weights. */
  private double magnitude(int b, int g, int l) {
    return Math.abs(baseData[b])
        + betas2[betas2.length - 1] * Math.abs(guidedData[g])
        + betas3[betas3.length - 1] * Math.abs(blendedData[l]);
  }

  /** The least product of a value with a weight; weights are ascending and not negative. */
  private static double least(double value, double[] weights) {
    return value * (value > 0 ? weights[0] : weights[weights.length - 1]);
  }

  private void note(int row, int truth, int c) {
    rivals[rivalCount] = c;
    note(base, row, truth, c, leastBase, mostBase);
    note(guided, row, truth, c, leastGuided, mostGuided);
    note(blended, row, truth, c, leastBlended, mostBlended);
    rivalCount++;
  }

  private void note(Matrix term, int row, int truth, int c, double[] least, double[] most) {
    int at = term.start(row);
    double ofTruth = term.data()[at + truth];
    double ofRival = term.data()[at + c];
    double doubt = RELATIVE * (Math.abs(ofTruth) + Math.abs(ofRival)) + Rounding.TINY;
    least[rivalCount] = ofTruth - ofRival - doubt;
    most[rivalCount] = ofTruth - ofRival + doubt;
  }

  private void restrict(double beta2) {
    ranges.reset();
    boolean possible = true;
    for (int i = 0; i < rivalCount && possible; i++) {
      possible =
          ranges.restrict(
              leastBase[i] + beta2 * leastGuided[i],
              leastBlended[i],
              mostBase[i] + beta2 * mostGuided[i],
              mostBlended[i]);
    }
  }

  /** Decides some beta3 by the logits as they are defined. */
  @Override
  public void decide(int i, int from, int to) {
    for (int j = from; j < to; j++) {
      if (isRight(betas2[i], betas3[j])) {
        tally.add(i, j, j + 1);
      }
    }
  }

  private boolean isRight(double beta2, double beta3) {
    double logit = logit(row, truth, beta2, beta3);
    for (int r = 0; r < rivalCount; r++) {
      double rival = logit(row, rivals[r], beta2, beta3);
      if (rival > logit || (rival == logit && rivals[r] < truth)) {
        return false;
      }
    }
    return true;
  }

  private double logit(int row, int c, double beta2, double beta3) {
    double sum = baseData[base.start(row) + c] + beta2 * guidedData[guided.start(row) + c];
    return sum + beta3 * blendedData[blended.start(row) + c];
  }
}
