package io.glimpse.method;

import io.glimpse.matrix.Matrix;
import java.util.Map;

/** Checks the tensors that a trained classifier is rebuilt from. */
public final class TrainedWeights {

  private TrainedWeights() {}

  /**
   * The tensor of that name and shape.
   *
   * @throws IllegalArgumentException if it is missing or has another shape
   */
  public static Matrix require(
      Method method, Map<String, Matrix> weights, String name, int rows, int columns) {
    if (weights.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "method '%s' must be trained: build the bank by this method", method.name()));
    }
    Matrix m = weights.get(name);
    if (m == null) {
      throw new IllegalArgumentException(
          "the trained weights of '" + method.name() + "' lack '" + name + "'");
    }
    if (m.rows() != rows || m.columns() != columns) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' of the trained weights of '"
              + method.name()
              + "' is a "
              + m
              + ", not "
              + rows
              + " x "
              + columns);
    }
    return m;
  }
}
