package io.glimpse.lite;

import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.ImageGraph;
import io.glimpse.encoder.Int8Verdict;
import io.glimpse.encoder.Int8Verdict.ImageFeatures;
import io.glimpse.encoder.Int8Verdicts;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import io.glimpse.onnx.Device;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** The image network that answers: the one that was asked for, or float32 where int8 strays. */
final class LiteImages implements AutoCloseable {

  static final int SIZE = 224;
  static final int GRID = 7;
  static final int TOKENS = 1 + GRID * GRID;

  /**
   * Below this cosine to float32, without the direction that all rows share, answers would change
   * too often. Calibration pictures are harder than photographs: the network has 0.974 on them and
   * 0.96 or more on photographs. One whose sums were cut had 0.936, and 0.80 on some photographs.
   */
  static final double NEEDED = 0.96;

  private static final String LICENCE =
      "Apache-2.0 (EfficientNet-Lite2's weights, changed), MIT (a projection computed from CLIP's"
          + " text features)";

  private final Network network;
  private final Precision precision;
  private final String fingerprint;
  private final List<String> notes;

  private LiteImages(Precision precision, EncoderOptions options, List<String> notes)
      throws IOException {
    this.precision = precision;
    this.fingerprint = LiteFingerprint.of(precision);
    this.network = load(precision, options.threads(), options.device());
    this.notes = notes;
  }

  /**
   * Loads the network, and compares int8 with float32 before it is used, unless that was done on
   * this machine before.
   */
  static LiteImages open(EncoderOptions options, Int8Verdicts verdicts) throws IOException {
    if (options.precision() == Precision.INT8) {
      Int8Verdict verdict = verdicts.get(LiteFingerprint.of(Precision.INT8), LiteImages::compare);
      if (!verdict.passes(NEEDED)) {
        return new LiteImages(
            Precision.FP32, options, List.of(verdict.refusal(LiteEncoder.NAME, NEEDED)));
      }
    }
    return new LiteImages(options.precision(), options, List.of());
  }

  private static Network load(Precision precision, int threads, Device device) throws IOException {
    return Network.open(Embedded.url(file(precision)), threads, device);
  }

  /** The resource with the network. */
  static String file(Precision precision) {
    return switch (precision) {
      case FP32 -> "image.onnx";
      case INT8 -> "image-int8.onnx";
    };
  }

  /** Compares both networks by what a row has of its own. */
  static Int8Verdict compare() throws IOException {
    SharedDirection shared = new SharedDirection();
    int threads = Runtime.getRuntime().availableProcessors();
    try (Network exact = load(Precision.FP32, threads, Device.CPU);
        Network quick = load(Precision.INT8, threads, Device.CPU)) {
      return Int8Verdict.of(preprocessing(), own(exact, shared), own(quick, shared));
    }
  }

  private static ImageFeatures own(Network network, SharedDirection shared) {
    return pixels -> {
      Matrix row =
          Matrix.wrap(
              Arrays.copyOf(tokens(network, pixels, 1), KnownNames.WIDTH), 1, KnownNames.WIDTH);
      shared.takeFrom(row.data(), 0);
      return row;
    };
  }

  static Preprocessing preprocessing() {
    return preprocessing(SIZE);
  }

  /** The same for pictures of another size, which the first layers take as well. */
  static Preprocessing preprocessing(int size) {
    return Preprocessing.centred(size, 127, 128);
  }

  /** All tokens of some pictures, {@code [images * TOKENS, WIDTH]} unit rows. */
  float[] tokens(FloatBuffer pixels, int images) {
    return tokens(network, pixels, images);
  }

  private static float[] tokens(Network network, FloatBuffer pixels, int images) {
    return network.run(
        List.of(NetworkInput.floats("pixels", pixels, images, 3, SIZE, SIZE)),
        "tokens",
        images,
        TOKENS,
        KnownNames.WIDTH);
  }

  /** The network that answers. */
  ImageGraph graph() {
    return new ImageGraph(() -> Embedded.bytes(file(precision)), null, false, LICENCE);
  }

  /** Of the network that answers. */
  String fingerprint() {
    return fingerprint;
  }

  /** What a user should know. */
  List<String> notes() {
    return notes;
  }

  @Override
  public void close() {
    network.close();
  }
}
