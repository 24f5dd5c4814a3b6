package io.glimpse.method;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;

/**
 * Where in a picture CALIP finds a class: the softmax over the places that weighs them in its
 * visual-guided term, {@code softmax over hw (scale · S tᵀ)}.
 */
public final class PlaceAttention {

  private PlaceAttention() {}

  /**
   * The attention of one picture for one class.
   *
   * @param image 1 picture with spatial tokens, row by row of a grid
   * @param gridHeight rows of the grid
   * @param text the texts, k x d
   * @param label the class
   * @param scale of the attention map; CALIP's {@code scale}
   * @return gridHeight x gridWidth, all at least 0, with the sum 1
   */
  public static Matrix of(
      FeatureBatch image, int gridHeight, Matrix text, int label, double scale) {
    Matrix spatial = image.spatial(0);
    double[] weights = new double[spatial.rows()];
    double most = Double.NEGATIVE_INFINITY;
    for (int h = 0; h < weights.length; h++) {
      weights[h] = scale * spatial.dot(h, text, label);
      most = Math.max(most, weights[h]);
    }
    double sum = 0;
    for (int h = 0; h < weights.length; h++) {
      weights[h] = Math.exp(weights[h] - most);
      sum += weights[h];
    }
    Matrix grid = new Matrix(gridHeight, weights.length / gridHeight);
    for (int h = 0; h < weights.length; h++) {
      grid.data()[h] = (float) (weights[h] / sum);
    }
    return grid;
  }
}
