package io.glimpse.method;

import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;

/**
 * The part of the logits that the texts give: {@code scale · f Wᵀ}.
 *
 * @param weights W, k x d
 * @param scale what the cosines are multiplied by
 */
record TextLogits(Rows weights, double scale) {

  /**
   * Logits of some features.
   *
   * @param features n x d
   * @return n x k
   */
  Matrix of(Matrix features) {
    return Elementwise.scale(Products.timesTransposed(features, weights), scale);
  }
}
