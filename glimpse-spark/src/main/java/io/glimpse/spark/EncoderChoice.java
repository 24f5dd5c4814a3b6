package io.glimpse.spark;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.onnx.Device;
import io.glimpse.store.GlimpseHome;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Which encoder an executor opens.
 *
 * @param name of it, or the path of a checkpoint that every executor can read
 * @param precision of its image network
 */
record EncoderChoice(String name, Precision precision) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * That of a stage.
   *
   * @throws IllegalArgumentException if there is no such precision
   */
  static EncoderChoice of(ImageStage<?> stage) {
    String name = stage.getOrDefault(stage.encoder());
    String precision = stage.getOrDefault(stage.precision());
    for (Precision one : Precision.values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(precision)) {
        return new EncoderChoice(name, one);
      }
    }
    throw new IllegalArgumentException(
        "precision '" + precision + "' is not known; say fp32 or int8");
  }

  /** As people say it. */
  String words() {
    return precision == Precision.INT8 ? "'" + name + "' in int8" : "'" + name + "'";
  }

  /**
   * Opens it: a picture is the work of one thread, for an executor has as many tasks as threads.
   */
  Encoder open() throws IOException {
    return Encoders.open(
        name, new EncoderOptions(precision, 1, List.of(), Device.CPU, GlimpseHome.folder()));
  }
}
