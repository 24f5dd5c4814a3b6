package io.glimpse.multiview;

import io.glimpse.matrix.Matrix;
import java.util.Random;

/** Sets a share of the values to zero, and makes up for it in the others. */
final class Dropout {

  /** Drops nothing. */
  static final Dropout NONE = new Dropout(new float[0]);

  /** Per value, 0 or what it is multiplied by; empty where nothing is dropped. */
  private final float[] factors;

  private Dropout(float[] factors) {
    this.factors = factors;
  }

  /** Draws anew which of some values are dropped. */
  static Dropout draw(int values, double share, Random random) {
    float[] factors = new float[values];
    float kept = (float) (1 / (1 - share));
    for (int i = 0; i < values; i++) {
      factors[i] = random.nextFloat() < share ? 0 : kept;
    }
    return new Dropout(factors);
  }

  /** Drops in place: values, or their slopes on the way back. */
  Matrix apply(Matrix m) {
    for (int i = 0; i < factors.length; i++) {
      m.data()[i] *= factors[i];
    }
    return m;
  }
}
