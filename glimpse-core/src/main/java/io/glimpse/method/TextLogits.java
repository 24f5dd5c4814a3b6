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
public record TextLogits(Rows weights, double scale) {

  /** CLIP's logit scale, which the published equations write out. */
  public static final double SCALE = 100;

  /** The texts with what cosines are multiplied by: of some features, {@code f Wᵀ}. */
  public Matrix scaled() {
    return Elementwise.scale(weights.toMatrix(), scale);
  }

  /**
   * Logits of some features.
   *
   * @param features n x d
   * @return n x k
   */
  public Matrix of(Matrix features) {
    return Elementwise.scale(Products.timesTransposed(features, weights), scale);
  }
}
