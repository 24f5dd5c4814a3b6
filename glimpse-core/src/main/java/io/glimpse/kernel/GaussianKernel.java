package io.glimpse.kernel;

import io.glimpse.matrix.Exp;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;

/**
 * {@code exp(-β (1 - f Fᵀ))}, how near some features are to some keys; for unit rows that is {@code
 * exp(-β |f - F|² / 2)}.
 *
 * @param beta how fast it falls with the distance
 */
public record GaussianKernel(float beta) {

  /**
   * All keys.
   *
   * @param features n x d
   * @param keys m x d
   * @return n x m
   */
  public Matrix of(Matrix features, Rows keys) {
    return ofCosines(Products.timesTransposed(features, keys));
  }

  /** One block of the keys, on the calling thread; n x the keys of the block. */
  public Matrix ofBlock(Matrix features, Rows keys, int block) {
    return ofCosines(Products.blockTimesTransposed(features, keys, block));
  }

  private Matrix ofCosines(Matrix cosines) {
    Exp.expInPlace(cosines.data(), 0, cosines.data().length, beta, -beta);
    return cosines;
  }
}
