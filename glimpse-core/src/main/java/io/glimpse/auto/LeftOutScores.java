package io.glimpse.auto;

import io.glimpse.matrix.Gemm;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Workers;

/**
 * The scores of every shot by Gaussians that were made without it, exactly: taking a shot f out of
 * its class changes the scatter by {@code a u uᵀ}, and so the inverse by one rank.
 *
 * <pre>n ≥ 2: u = f - mean, a = n / (n - 1);  n = 1: u = f - m, a = ω κ / (κ + 1)
 * e = a / (1 - a uᵀPu)
 * other classes: D_j = (f - μ_j)ᵀP(f - μ_j) + e (uᵀP(f - μ_j))²
 * its own, k = κ + n, z = f - μ: D = (k / (k - 1))² (zᵀPz + e (uᵀPz)²)</pre>
 *
 * <p>The score is {@code -N/2 D}. Anchors, κ, ω, N, the ridge, and the anchor's part of S for a
 * class that keeps a shot stay as they are.
 */
final class LeftOutScores {

  /** Shots whose products are made at a time. */
  private static final int BLOCK = 1024;

  /** Shots of a part of the work. */
  private static final int PART = 16;

  private final Gaussians gaussians;
  private final double[] centre;
  private final Matrix keys;
  private final int[] labels;
  private final int[] counts;

  /** mean - g of each class, m - g of one with a single shot, k x d. */
  private final Matrix bases;

  private final Matrix basesProjected;

  /** {@code bases P (μ - g)ᵀ}, k x k. */
  private final Matrix basesByMeans;

  private final Gemm.Prepared inverse;
  private final Gemm.Prepared means;
  private final Matrix scores;
  private final double[] own;
  private final double[] best;

  private LeftOutScores(
      Gaussians gaussians, ShotSums sums, Anchors anchors, Matrix keys, int[] labels) {
    this.gaussians = gaussians;
    this.centre = anchors.centre();
    this.keys = keys;
    this.labels = labels;
    this.counts = sums.counts();
    this.bases = bases(sums, anchors);
    this.basesProjected = Products.timesTransposed(bases, gaussians.inverse());
    this.basesByMeans = Products.timesTransposed(basesProjected, gaussians.means());
    this.inverse = Gemm.best().transposed(gaussians.inverse());
    this.means = Gemm.best().transposed(gaussians.means());
    this.scores = new Matrix(labels.length, gaussians.counts().length);
    this.own = new double[labels.length];
    this.best = new double[labels.length];
  }

  private static Matrix bases(ShotSums sums, Anchors anchors) {
    Matrix bases = new Matrix(sums.classes(), sums.dimension());
    for (int c = 0; c < bases.rows(); c++) {
      boolean several = sums.counts()[c] > 1;
      for (int j = 0; j < bases.columns(); j++) {
        double base = several ? sums.means()[c][j] - anchors.centre()[j] : anchors.offset(c, j);
        bases.set(c, j, (float) base);
      }
    }
    return bases;
  }

  /**
   * The scores of all shots.
   *
   * @param keys n x d
   * @param labels n classes
   */
  static LeftOutScores of(
      Gaussians gaussians, ShotSums sums, Anchors anchors, Matrix keys, int[] labels) {
    LeftOutScores scores = new LeftOutScores(gaussians, sums, anchors, keys, labels);
    for (int from = 0; from < labels.length; from += BLOCK) {
      scores.score(from, Math.min(from + BLOCK, labels.length));
    }
    return scores;
  }

  private void score(int first, int end) {
    Matrix features = new Matrix(end - first, centre.length);
    for (int i = 0; i < features.rows(); i++) {
      for (int j = 0; j < centre.length; j++) {
        features.set(i, j, (float) (keys.get(first + i, j) - centre[j]));
      }
    }
    Matrix projected = new Matrix(features.rows(), centre.length);
    Products.multiply(features, inverse, projected);
    Matrix byMeans = scores.rows(first, end);
    Products.multiply(projected, means, byMeans);
    Workers.shared()
        .forEachPart(
            features.rows(),
            PART,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                score(first + i, features, projected, i, byMeans);
              }
            });
  }

  /**
   * One shot, whose products with the means are replaced by its scores.
   *
   * @param features f - g, rows of the block
   * @param projected (f - g) P
   */
  private void score(int shot, Matrix features, Matrix projected, int row, Matrix byMeans) {
    int label = labels[shot];
    double n = counts[label];
    double kappa = gaussians.strength();
    double k = gaussians.counts()[label];
    double a = n < 2 ? gaussians.omega() * kappa / (kappa + 1) : n / (n - 1);
    double ff = 0;
    double uf = 0;
    double uu = 0;
    double uz = 0;
    double zz = 0;
    for (int j = 0; j < centre.length; j++) {
      double f = features.get(row, j);
      double fp = projected.get(row, j);
      double base = bases.get(label, j);
      double up = fp - basesProjected.get(label, j);
      double z = f - gaussians.means().get(label, j);
      ff += fp * f;
      uf += up * f;
      uu += up * (f - base);
      uz += up * z;
      zz += (fp - gaussians.projected().get(label, j)) * z;
    }
    double e = a / (1 - a * uu);
    double half = -0.5 * gaussians.shots();
    double ownDistance = k / (k - 1) * (k / (k - 1)) * (zz + e * uz * uz);
    double least = ownDistance;
    for (int c = 0; c < byMeans.columns(); c++) {
      double product = byMeans.get(row, c);
      double along = uf - (product - basesByMeans.get(label, c));
      double distance = gaussians.lengths()[c] - 2 * product + e * along * along;
      if (c == label) {
        distance = ownDistance - ff;
      } else {
        least = Math.min(least, distance + ff);
      }
      byMeans.set(row, c, (float) (half * distance));
    }
    own[shot] = ownDistance;
    best[shot] = half * least;
  }

  /**
   * {@code -N/2 (D - fᵀPf)}, n x k: what all classes share of a row is left out, for the sake of
   * float32. The storage itself.
   */
  Matrix scores() {
    return scores;
  }

  /** {@code -N/2 D} of the best class of every shot, n values. */
  double[] best() {
    return best;
  }

  /**
   * {@code N/2 D₁}: what a mean that is known from k shots lengthens distances by is this divided
   * by k, D₁ being the mean distance of a shot to the true mean of its class.
   */
  double noise() {
    double sum = 0;
    for (int i = 0; i < own.length; i++) {
      double k = gaussians.counts()[labels[i]];
      sum += own[i] * (k - 1) / k;
    }
    return own.length == 0 ? 0 : 0.5 * gaussians.shots() * sum / own.length;
  }
}
