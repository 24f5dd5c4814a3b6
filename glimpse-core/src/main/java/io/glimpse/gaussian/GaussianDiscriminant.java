package io.glimpse.gaussian;

import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;

/**
 * One Gaussian a class with one covariance for all, shrunk, and equal priors:
 *
 * <pre>w_c = P μ_c,  b_c = -log k - μ_cᵀ P μ_c / 2,  P = d ((N - 1) Σ + tr(Σ) I)⁻¹</pre>
 *
 * <p>μ_c is the mean of the samples of class c, Σ the covariance of all N samples about the means
 * of their classes. Where every sample is its class's mean, there is no covariance and P is 0.
 *
 * @param weights w, k x d
 * @param biases b, 1 x k
 */
record GaussianDiscriminant(Rows weights, Matrix biases) {

  /**
   * Fits the Gaussians, in double precision.
   *
   * @param samples N rows of d
   * @param labels their classes, below {@code classes}; every class has a sample
   */
  static GaussianDiscriminant of(double[][] samples, int[] labels, int classes) {
    ShrunkScatter scatter = ShrunkScatter.of(samples, labels, classes);
    return of(scatter.projectedMeans(), scatter.means());
  }

  private static GaussianDiscriminant of(double[] w, double[][] means) {
    int classes = means.length;
    Matrix weights = new Matrix(classes, means[0].length);
    Matrix biases = new Matrix(1, classes);
    for (int c = 0; c < classes; c++) {
      double length = 0;
      for (int j = 0; j < weights.columns(); j++) {
        weights.set(c, j, (float) w[j * classes + c]);
        length += w[j * classes + c] * means[c][j];
      }
      biases.set(0, c, (float) (-Math.log(classes) - length / 2));
    }
    return new GaussianDiscriminant(Rows.of(weights), biases);
  }

  /** {@code f wᵀ + b}, n x k. */
  Matrix logits(Matrix features) {
    Matrix logits = Products.timesTransposed(features, weights);
    Elementwise.addToEveryRow(biases, logits);
    return logits;
  }
}
