package io.glimpse.gaussian;

import io.glimpse.matrix.Cholesky;
import io.glimpse.matrix.CrossProduct;
import org.jspecify.annotations.Nullable;

/**
 * What the Gaussians are made of, in double precision.
 *
 * @param means μ of each class, k rows of d
 * @param centred samples less the mean of their class, N rows of d
 * @param factor of {@code (N - 1) Σ + tr(Σ) I}; null where every sample is its class's mean
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record ShrunkScatter(double[][] means, double[][] centred, @Nullable Cholesky factor) {

  /** A trace that is nothing but rounding. */
  private static final double NO_SPREAD = 1e-20;

  /**
   * That of some samples.
   *
   * @param samples N rows of d
   * @param labels their classes, below {@code classes}; every class has a sample
   */
  static ShrunkScatter of(double[][] samples, int[] labels, int classes) {
    int d = samples[0].length;
    double[][] means = Samples.means(samples, labels, classes);
    double[][] centred = new double[samples.length][d];
    for (int i = 0; i < samples.length; i++) {
      for (int j = 0; j < d; j++) {
        centred[i][j] = samples[i][j] - means[labels[i]][j];
      }
    }
    double[] shrunk = CrossProduct.of(centred, d);
    double trace = 0;
    for (int j = 0; j < d; j++) {
      trace += shrunk[j * d + j] / Math.max(1, samples.length - 1);
    }
    if (trace <= NO_SPREAD) {
      return new ShrunkScatter(means, centred, null);
    }
    for (int j = 0; j < d; j++) {
      shrunk[j * d + j] += trace;
    }
    return new ShrunkScatter(means, centred, Cholesky.of(shrunk, d));
  }

  /** {@code d μᵀ}, a column a class, times the inverse: wᵀ, d rows of k; zeros without a factor. */
  double[] projectedMeans() {
    int classes = means.length;
    int d = means[0].length;
    double[] w = new double[d * classes];
    if (factor != null) {
      for (int j = 0; j < d; j++) {
        for (int c = 0; c < classes; c++) {
          w[j * classes + c] = d * means[c][j];
        }
      }
      factor.solve(w, classes);
    }
    return w;
  }
}
