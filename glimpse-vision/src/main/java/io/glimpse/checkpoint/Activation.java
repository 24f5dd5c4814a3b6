package io.glimpse.checkpoint;

/** The activation between the two layers of a transformer's perceptron. */
public enum Activation {
  /** {@code x · sigmoid(1.702 x)}, of OpenAI's models. */
  QUICK_GELU,
  /** {@code x · Φ(x)} with the exact error function, of most open_clip models. */
  GELU,
  /**
   * {@code x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³)))}, of SigLIP: 5e-4 beside {@link #GELU} in a
   * feature, so that one taken for the other looks right.
   */
  GELU_TANH,
  /** {@code x · sigmoid(x)}, of gated perceptrons. */
  SILU
}
