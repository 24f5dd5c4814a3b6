package io.glimpse.calip;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;

/**
 * Where in a picture CALIP finds a class: the softmax over the places that weighs them in its
 * visual-guided term, {@code softmax over hw (scale · S tᵀ)}.
 */
public final class PlaceAttention {

  /** The scale of the released code, for classifiers that have no attention of their own. */
  public static final double SCALE = Double.parseDouble(Calip.SCALE.defaultValue());

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
    if (spatial.rows() % gridHeight != 0) {
      throw new IllegalArgumentException(
          spatial.rows() + " places do not fill a grid of " + gridHeight + " rows");
    }
    Matrix weights = Products.timesTransposed(spatial, text.rows(label, label + 1));
    Softmax.alongColumns(weights, (float) scale);
    return Matrix.wrap(weights.data(), gridHeight, spatial.rows() / gridHeight);
  }
}
