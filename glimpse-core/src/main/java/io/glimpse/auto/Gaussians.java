package io.glimpse.auto;

import io.glimpse.matrix.Cholesky;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;

/**
 * One Gaussian a class with one covariance for all, the means drawn towards their anchors:
 *
 * <pre>score_c(f) = -N/2 (f - μ_c)ᵀ P (f - μ_c),  μ_c = (κ m_c + n_c mean_c) / (κ + n_c)
 * P = (S + tr(S) / (N - 1) I)⁻¹</pre>
 *
 * <p>S is the scatter of the shots around their means and, less and less with more shots, of these
 * around their anchors. All positions are counted from the centre g, so that float32 has nothing to
 * cancel.
 *
 * @param shots N
 * @param counts κ + n_c, k values
 * @param omega how much the scatter of means around anchors counts, 1 at one shot a class
 * @param strength κ
 * @param means μ - g, k x d
 * @param inverse P, d x d
 * @param projected (μ - g) P, k x d
 * @param lengths (μ - g)ᵀ P (μ - g), k values
 * @param ridge tr(S) / (N - 1)
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record Gaussians(
    int shots,
    double[] counts,
    double omega,
    double strength,
    Matrix means,
    Matrix inverse,
    Matrix projected,
    double[] lengths,
    double ridge) {

  /** A trace that is rounding alone. */
  private static final double NOTHING = 1e-20;

  /** Gaussians of shots and anchors. */
  static Gaussians of(ShotSums sums, Anchors anchors) {
    int k = sums.classes();
    int d = sums.dimension();
    int n = sums.shots();
    int seen = sums.classesWithShots();
    double kappa = anchors.strength();
    double omega = seen / (seen + 4.0 * (n - seen));
    double[] counts = new double[k];
    Matrix means = new Matrix(k, d);
    for (int c = 0; c < k; c++) {
      int own = sums.counts()[c];
      counts[c] = kappa + own;
      for (int j = 0; j < d; j++) {
        double shots = own == 0 ? 0 : own * (sums.means()[c][j] - anchors.centre()[j]);
        means.set(c, j, (float) ((kappa * anchors.offset(c, j) + shots) / counts[c]));
      }
    }
    double[][] scatter = new double[d][];
    for (int i = 0; i < d; i++) {
      scatter[i] = sums.scatter()[i].clone();
    }
    addAnchors(sums, anchors, omega, scatter);
    double ridge = Scatter.trace(scatter) / Math.max(n - 1, 1);
    Matrix inverse = inverse(scatter, ridge);
    Matrix projected = Products.timesTransposed(means, inverse);
    double[] lengths = new double[k];
    for (int c = 0; c < k; c++) {
      lengths[c] = means.dot(c, projected, c);
    }
    return new Gaussians(n, counts, omega, kappa, means, inverse, projected, lengths, ridge);
  }

  /** {@code ω Σ κ n / (κ + n) (mean - m) (mean - m)ᵀ}. */
  private static void addAnchors(ShotSums sums, Anchors anchors, double omega, double[][] scatter) {
    double kappa = anchors.strength();
    for (int from = 0; from < sums.classes(); from += Scatter.BLOCK) {
      Matrix rows = new Matrix(Math.min(Scatter.BLOCK, sums.classes() - from), sums.dimension());
      for (int i = 0; i < rows.rows(); i++) {
        int c = from + i;
        int own = sums.counts()[c];
        double weight = Math.sqrt(omega * kappa * own / (kappa + own));
        for (int j = 0; j < rows.columns() && own > 0; j++) {
          double away = sums.means()[c][j] - anchors.centre()[j] - anchors.offset(c, j);
          rows.set(i, j, (float) (weight * away));
        }
      }
      Scatter.add(rows, scatter);
    }
  }

  /**
   * {@code (S + ridge I)⁻¹}; zeros where nothing varies.
   *
   * @param scatter overwritten
   */
  static Matrix inverse(double[][] scatter, double ridge) {
    int d = scatter.length;
    Matrix inverse = new Matrix(d, d);
    if (ridge <= NOTHING) {
      return inverse;
    }
    for (int i = 0; i < d; i++) {
      scatter[i][i] += ridge;
    }
    double[][] exact = Cholesky.inverse(scatter);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        inverse.set(i, j, (float) exact[i][j]);
      }
    }
    return inverse;
  }
}
