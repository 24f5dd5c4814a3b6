package io.glimpse.auto;

import io.glimpse.matrix.Workers;

/**
 * Weights of experts by the likelihood of the classes: the least of
 *
 * <pre>mean over rows of -log softmax(Σ w_j E_j)[y] + pull/2 |w - w⁰|²,  w ≥ 0</pre>
 *
 * <p>by projected Newton steps with halving from w⁰. The problem is convex, so that there is one
 * answer; it has one or two unknowns.
 */
public final class WeightFit {

  private static final int ITERATIONS = 100;
  private static final double LEAST_STEP = 1e-9;
  private static final double LEAST_GAIN = 1e-13;

  /** Keeps the second derivative away from 0 where nothing depends on a weight. */
  private static final double FLOOR = 1e-9;

  /** Rows whose sums are made one after the other. */
  private static final int PART = 64;

  private final Experts experts;
  private final double[] start;
  private final double pull;

  private WeightFit(Experts experts, double[] start, double pull) {
    this.experts = experts;
    this.start = start;
    this.pull = pull;
  }

  /**
   * The best weights.
   *
   * @param experts of one row at least
   * @param start w⁰, a weight for each expert, not negative
   * @param pull how strongly they are held there
   */
  public static double[] best(Experts experts, double[] start, double pull) {
    return new WeightFit(experts, start, pull).solve();
  }

  private double[] solve() {
    double[] weights = start.clone();
    Sums here = sums(weights);
    for (int i = 0; i < ITERATIONS; i++) {
      double[] step = step(weights, here);
      double[] next = weights;
      Sums there = here;
      boolean found = false;
      for (double t = 1; t > LEAST_STEP && !found; t *= 0.5) {
        next = projected(weights, step, t);
        there = sums(next);
        found = there.value <= here.value;
      }
      if (!found) {
        return weights;
      }
      double gain = here.value - there.value;
      weights = next;
      here = there;
      if (gain < LEAST_GAIN) {
        return weights;
      }
    }
    return weights;
  }

  private static double[] projected(double[] weights, double[] step, double t) {
    double[] next = new double[weights.length];
    for (int j = 0; j < next.length; j++) {
      next[j] = Math.max(weights[j] - t * step[j], 0);
    }
    return next;
  }

  /** Newton's step in the weights that are not held at 0. */
  private double[] step(double[] weights, Sums at) {
    boolean[] free = new boolean[weights.length];
    for (int j = 0; j < free.length; j++) {
      free[j] = weights[j] > 0 || at.gradient[j] <= 0;
    }
    double[] step = new double[weights.length];
    if (weights.length == 2 && free[0] && free[1]) {
      double mixed = at.curvature[1];
      double determinant = at.curvature[0] * at.curvature[2] - mixed * mixed;
      step[0] = (at.curvature[2] * at.gradient[0] - mixed * at.gradient[1]) / determinant;
      step[1] = (at.curvature[0] * at.gradient[1] - mixed * at.gradient[0]) / determinant;
      return step;
    }
    for (int j = 0; j < step.length; j++) {
      step[j] = free[j] ? at.gradient[j] / at.curvature[2 * j] : 0;
    }
    return step;
  }

  /**
   * What is minimised and its derivatives.
   *
   * @param curvature of 00, 01 and 11
   */
  @SuppressWarnings("ArrayRecordComponent") // Not modified.
  private record Sums(double value, double[] gradient, double[] curvature) {}

  private Sums sums(double[] weights) {
    int rows = experts.rows();
    int parts = (rows + PART - 1) / PART;
    double[][] byPart = new double[parts][];
    Workers.shared()
        .forEach(
            parts,
            part -> byPart[part] = sums(weights, part * PART, Math.min((part + 1) * PART, rows)));
    double[] all = new double[6];
    for (double[] part : byPart) {
      for (int i = 0; i < all.length; i++) {
        all[i] += part[i] / rows;
      }
    }
    double[] gradient = new double[weights.length];
    double[] curvature = {all[3] + pull + FLOOR, all[4], all[5] + pull + FLOOR};
    double value = all[0];
    for (int j = 0; j < gradient.length; j++) {
      double away = weights[j] - start[j];
      value += 0.5 * pull * away * away;
      gradient[j] = all[1 + j] + pull * away;
    }
    return new Sums(value, gradient, curvature);
  }

  /** Loss, two means and three covariances of the experts, summed over some rows. */
  private double[] sums(double[] weights, int from, int to) {
    double[] sums = new double[6];
    double[][] scores = new double[2][experts.classes()];
    double second = weights.length > 1 ? weights[1] : 0;
    double[] logits = new double[experts.classes()];
    for (int row = from; row < to; row++) {
      experts.read(row, scores);
      addRow(scores[0], scores[1], weights[0], second, experts.label(row), logits, sums);
    }
    return sums;
  }

  /** All scores are taken from that of the true class, which loses nothing of a loss. */
  private static void addRow(
      double[] a, double[] b, double wa, double wb, int label, double[] logits, double[] sums) {
    double a0 = a[label];
    double b0 = b[label];
    double most = 0;
    for (int c = 0; c < a.length; c++) {
      logits[c] = wa * (a[c] - a0) + wb * (b[c] - b0);
      most = Math.max(most, logits[c]);
    }
    double all = 0;
    double ma = 0;
    double mb = 0;
    double aa = 0;
    double ab = 0;
    double bb = 0;
    for (int c = 0; c < a.length; c++) {
      double p = Math.exp(logits[c] - most);
      double x = a[c] - a0;
      double y = b[c] - b0;
      all += p;
      ma += p * x;
      mb += p * y;
      aa += p * x * x;
      ab += p * x * y;
      bb += p * y * y;
    }
    ma /= all;
    mb /= all;
    sums[0] += most + Math.log(all);
    sums[1] += ma;
    sums[2] += mb;
    sums[3] += aa / all - ma * ma;
    sums[4] += ab / all - ma * mb;
    sums[5] += bb / all - mb * mb;
  }
}
