package io.glimpse.checkpoint;

/** The activation between the two layers of a transformer's perceptron. */
public enum Activation {
  /** {@code x · sigmoid(1.702 x)}, of OpenAI's models. */
  QUICK_GELU,
  /** {@code x · Φ(x)} with the exact error function, of most open_clip models. */
  GELU
}
