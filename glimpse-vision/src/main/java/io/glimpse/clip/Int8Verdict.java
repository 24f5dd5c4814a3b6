package io.glimpse.clip;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import io.glimpse.onnx.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model's int8 image network may stand for the float32 one, stored beside it.
 *
 * @param cosine the lowest, over all calibration pictures, between both networks' global features;
 *     null if the architecture has no int8 network
 */
record Int8Verdict(@Nullable Double cosine) {

  /** Below this, answers would change too often. */
  static final double LOWEST = 0.995;

  private static final String NAME = "int8.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  static Int8Verdict read(Path folder) throws IOException {
    return JSON.readValue(Files.readAllBytes(folder.resolve(NAME)), Int8Verdict.class);
  }

  void write(Path folder) throws IOException {
    Files.write(folder.resolve(NAME), JSON.writeValueAsBytes(this));
  }

  /** Compares two image networks. */
  static Int8Verdict of(Path floats, Path int8, ModelFacts facts) throws IOException {
    double lowest = 1;
    int threads = Runtime.getRuntime().availableProcessors();
    try (ImageNetwork exact = new ImageNetwork(floats, facts, threads, Device.CPU);
        ImageNetwork quick = new ImageNetwork(int8, facts, threads, Device.CPU)) {
      for (int i = 0; i < CalibrationPictures.COUNT; i++) {
        Matrix expected = global(exact, i, facts.preprocessing());
        double cosine = expected.dot(0, global(quick, i, facts.preprocessing()), 0);
        // A comparison with NaN must not pass.
        lowest = cosine < lowest || Double.isNaN(cosine) ? cosine : lowest;
      }
    }
    return new Int8Verdict(Double.isNaN(lowest) ? -1 : lowest);
  }

  /** The unit row of a calibration picture. */
  private static Matrix global(ImageNetwork network, int picture, Preprocessing preprocessing) {
    return network
        .globals(CalibrationPictures.input(picture, preprocessing), 1)
        .globals()
        .normalizeRows();
  }

  boolean passes() {
    return cosine != null && cosine >= LOWEST;
  }

  /** Why float32 is kept, for the user of an encoder of that name. */
  String refusal(String name) {
    return cosine == null
        ? "encoder '"
            + name
            + "' has an image network of convolutions, for which there is no int8 form; it keeps"
            + " float32"
        : String.format(
            Locale.ROOT,
            "encoder '%s' in int8 has a cosine of only %.4f to float32 on calibration pictures"
                + " (%.3f is needed); it keeps float32",
            name,
            cosine,
            LOWEST);
  }
}
