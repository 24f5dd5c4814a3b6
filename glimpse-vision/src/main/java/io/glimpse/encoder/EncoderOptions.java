package io.glimpse.encoder;

/**
 * How to open an encoder.
 *
 * @param precision of the arithmetic
 * @param threads a single call may use; 1 where callers bring their own threads
 */
public record EncoderOptions(Precision precision, int threads) {

  /** The arithmetic of the image network. */
  public enum Precision {
    FP32,
    INT8
  }

  public EncoderOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
    }
  }

  /** Float32; one thread a call. */
  public static EncoderOptions defaults() {
    return new EncoderOptions(Precision.FP32, 1);
  }
}
