package io.glimpse.encoder;

import io.glimpse.onnx.Device;
import io.glimpse.store.GlimpseHome;
import java.nio.file.Path;
import java.util.List;

/**
 * How to open an encoder.
 *
 * @param precision of the arithmetic
 * @param threads a single call may use; 1 where callers bring their own threads
 * @param expected class names or texts that will be encoded soon: an encoder may load what they
 *     need beside the rest, which shortens the wait and changes no answer
 * @param device that runs the networks
 * @param home the folder of models, built networks and texts that are kept
 */
public record EncoderOptions(
    Precision precision, int threads, List<String> expected, Device device, Path home) {

  /** The arithmetic of the image network. */
  public enum Precision {
    FP32,
    INT8
  }

  public EncoderOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
    }
    expected = List.copyOf(expected);
  }

  /** With the user's own home. */
  public EncoderOptions(Precision precision, int threads, List<String> expected, Device device) {
    this(precision, threads, expected, device, GlimpseHome.folder());
  }

  /** On the processor. */
  public EncoderOptions(Precision precision, int threads, List<String> expected) {
    this(precision, threads, expected, Device.CPU);
  }

  /** On the processor, with no text expected. */
  public EncoderOptions(Precision precision, int threads) {
    this(precision, threads, List.of());
  }

  /** Float32; one thread a call. */
  public static EncoderOptions defaults() {
    return new EncoderOptions(Precision.FP32, 1);
  }
}
