package io.glimpse.page;

import io.glimpse.matrix.Matrix;

/**
 * How CALIP spread its attention for one class over the places of a picture.
 *
 * @param className the class
 * @param weights h x w, the softmax over the places: at least 0, their sum is 1; not modified
 */
public record Attention(String className, Matrix weights) {

  public Attention {
    if (weights.rows() == 0 || weights.columns() == 0) {
      throw new IllegalArgumentException("the attention for '" + className + "' has no places");
    }
    for (int y = 0; y < weights.rows(); y++) {
      for (int x = 0; x < weights.columns(); x++) {
        if (!(weights.get(y, x) >= 0 && weights.get(y, x) <= 1)) {
          throw new IllegalArgumentException(
              "the attention for '%s' is %s at row %d, column %d, not between 0 and 1"
                  .formatted(className, weights.get(y, x), y, x));
        }
      }
    }
  }

  /** h·w. */
  public int places() {
    return weights.rows() * weights.columns();
  }

  /** The smallest weight. */
  public float least() {
    return HeatMap.least(weights);
  }

  /** The largest weight. */
  public float largest() {
    return HeatMap.largest(weights);
  }
}
