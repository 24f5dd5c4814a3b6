package io.glimpse.lite;

import java.io.IOException;

/**
 * The constant direction that is mixed into every row of both networks, which makes {@code
 * softmax(100 f·tᵀ)} about calibrated and changes no ranking.
 */
final class SharedDirection {

  /** S: the part of a row's squared length that its own content has. */
  private static final double CONTENT = 0.3;

  private static final double SMALLEST_NORM = 1e-9;

  private final float[] mean;

  SharedDirection() throws IOException {
    mean = Embedded.floats("mean.npy");
  }

  /** {@code row = √S unit(v - (v·mean) mean) + √(1 - S) mean}, in place. */
  void mixInto(float[] data, int start) {
    double along = along(data, start);
    double square = 0;
    for (int j = 0; j < mean.length; j++) {
      double across = data[start + j] - along * mean[j];
      square += across * across;
    }
    double own = Math.sqrt(CONTENT) / Math.max(Math.sqrt(square), SMALLEST_NORM);
    double shared = Math.sqrt(1 - CONTENT);
    for (int j = 0; j < mean.length; j++) {
      data[start + j] = (float) (own * (data[start + j] - along * mean[j]) + shared * mean[j]);
    }
  }

  /** {@code row - (row·mean) mean}, in place: what a row has of its own. */
  void takeFrom(float[] data, int start) {
    double along = along(data, start);
    for (int j = 0; j < mean.length; j++) {
      data[start + j] = (float) (data[start + j] - along * mean[j]);
    }
  }

  private double along(float[] data, int start) {
    double along = 0;
    for (int j = 0; j < mean.length; j++) {
      along += (double) data[start + j] * mean[j];
    }
    return along;
  }
}
