package io.glimpse.auto;

import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;

/**
 * All that a query meets: {@code logits = f Aᵀ + b}. What the square of a distance has of the query
 * alone is the same for all classes, so that Gaussians of one covariance are linear.
 *
 * @param weight A, k x d
 * @param bias b, 1 x k
 */
record Layer(Rows weight, Matrix bias) {

  /** The layer of Gaussians and texts that are weighed. */
  static Layer of(ShotSums sums, Anchors anchors, Gaussians gaussians, Mixture mixture) {
    int k = sums.classes();
    int d = sums.dimension();
    double[] gains = new Gains(mixture.noise()).of(sums.counts(), gaussians.counts());
    double[] textBias = anchors.bias(k);
    double slope = mixture.gaussian() * gaussians.shots();
    Matrix weight = new Matrix(k, d);
    Matrix bias = new Matrix(1, k);
    for (int c = 0; c < k; c++) {
      double centre = 0;
      for (int j = 0; j < d; j++) {
        double projected = gaussians.projected().get(c, j);
        centre += anchors.centre()[j] * projected;
        weight.set(
            c,
            j,
            (float) (slope * projected + mixture.text() * Mixture.SCALE * anchors.text(c, j)));
      }
      double own = gains[c] - gaussians.shots() * (0.5 * gaussians.lengths()[c] + centre);
      bias.set(
          0, c, (float) (mixture.gaussian() * own + mixture.text() * mixture.bias() * textBias[c]));
    }
    return new Layer(Rows.of(weight), bias);
  }

  /**
   * Logits of some features.
   *
   * @param features n x d
   * @return n x k
   */
  Matrix logits(Matrix features) {
    Matrix logits = Products.timesTransposed(features, weight);
    Elementwise.addToEveryRow(bias, logits);
    return logits;
  }
}
