package io.glimpse.method;

import io.glimpse.matrix.Matrix;

/**
 * What texts and what shots add to the logits of some pictures, whose sum they are up to rounding.
 *
 * <p>A number that all classes of a picture share says nothing: compare classes within a part.
 *
 * @param texts n x k, in the units of {@link Classifier#logits}
 * @param shots n x k
 */
public record LogitParts(Matrix texts, Matrix shots) {

  public LogitParts {
    if (texts.rows() != shots.rows() || texts.columns() != shots.columns()) {
      throw new IllegalArgumentException(
          "shapes differ: the texts add (%s), the shots (%s)".formatted(texts, shots));
    }
  }
}
