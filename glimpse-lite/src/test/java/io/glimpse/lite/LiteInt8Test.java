package io.glimpse.lite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.Int8Verdict;
import io.glimpse.encoder.Int8Verdicts;
import io.glimpse.fixture.OnnxFile;
import io.glimpse.fixture.Shared;
import io.glimpse.image.ImageDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiteInt8Test {

  private static final EncoderOptions INT8 = new EncoderOptions(Precision.INT8, 1);

  @TempDir Path home;

  /**
   * Processors with AVX2 and no VNNI multiply unsigned by signed bytes in pairs of inputs and cut
   * the sum of a pair to 16 bits, which 255 (|a| + |b|) must therefore not exceed, wherever this
   * test runs. Inputs of a 1 x 1 convolution keep their order; of others any two may meet.
   */
  @Test
  void noTwoWeightsThatMayMeetAddUpToMoreThanSixteenBits() throws IOException {
    OnnxFile network = network();
    Map<String, OnnxFile.Node> makers = new HashMap<>();
    network.nodes().forEach(node -> node.outputs().forEach(out -> makers.put(out, node)));

    int checked = 0;
    for (OnnxFile.Node node : network.nodes()) {
      assertThat(node.operator()).isNotIn("MatMul", "Gemm", "QLinearConv", "ConvInteger");
      OnnxFile.Node weights =
          node.operator().equals("Conv") ? makers.get(node.inputs().get(1)) : null;
      if (weights == null || !weights.operator().equals("DequantizeLinear")) {
        continue;
      }
      OnnxFile.Tensor stored = network.tensor(weights.inputs().get(0));
      assertThat(stored.type()).isEqualTo(OnnxFile.INT8);
      assertThat(largestSum(stored) * 255)
          .as("sum of a pair of %s", weights.inputs().get(0))
          .isLessThanOrEqualTo(Short.MAX_VALUE);
      checked++;
    }
    // All convolutions of EfficientNet-Lite2 but the projection, which stays float32.
    assertThat(checked).isEqualTo(64);
  }

  /** The largest |a| + |b| of two weights of one sign that may be added in 16 bits. */
  private static int largestSum(OnnxFile.Tensor weights) {
    int in = weights.bytes().capacity() / weights.shape().get(0);
    boolean ordered = weights.shape().get(1) > 1 && weights.shape().get(2) == 1;
    int largest = 0;
    for (int i = 0; i < weights.bytes().capacity(); i++) {
      int weight = weights.bytes().get(i);
      // Without an order a weight may meet one as large as itself.
      int beside = ordered ? (i % in == 0 ? 0 : weights.bytes().get(i - 1)) : weight;
      boolean alike = Integer.signum(weight) == Integer.signum(beside);
      largest = Math.max(largest, Math.abs(weight) + (alike ? Math.abs(beside) : 0));
    }
    return largest;
  }

  private OnnxFile network() throws IOException {
    return OnnxFile.read(
        Files.write(home.resolve("int8.onnx"), Embedded.bytes(LiteImages.file(Precision.INT8))));
  }

  /** As on the machine of the recipe, since all processors get the same integers. */
  @Test
  void theNetworkStraysByTheSameEverywhere() throws IOException {
    Int8Verdict verdict = LiteImages.compare();

    assertThat(verdict.cosine()).isCloseTo(0.9741, within(0.002));
    assertThat(verdict.passes(LiteImages.NEEDED)).isTrue();
  }

  @Test
  void featuresHaveAFingerprintOfTheirOwnAndNoNote() throws IOException {
    try (LiteImages images = LiteImages.open(INT8, new Int8Verdicts(home));
        LiteImages exact = LiteImages.open(EncoderOptions.defaults(), new Int8Verdicts(home))) {
      assertThat(images.fingerprint()).isEqualTo(LiteFingerprint.of(Precision.INT8));
      assertThat(images.fingerprint()).isNotEqualTo(exact.fingerprint());
      assertThat(images.notes()).isEmpty();
    }
    assertThat(new Int8Verdicts(home).find(LiteFingerprint.of(Precision.INT8))).isPresent();
  }

  @Test
  void aNetworkThatStraysKeepsFloat32AndSaysSo() throws IOException {
    Int8Verdicts verdicts = new Int8Verdicts(home);
    verdicts.get(LiteFingerprint.of(Precision.INT8), () -> new Int8Verdict(0.9358));

    try (LiteImages refused = LiteImages.open(INT8, verdicts);
        LiteImages exact = LiteImages.open(EncoderOptions.defaults(), verdicts)) {
      assertThat(refused.fingerprint()).isEqualTo(LiteFingerprint.of(Precision.FP32));
      assertThat(refused.notes())
          .singleElement()
          .asString()
          .contains("'lite'", "0.9358", "0.960", "float32");
      FloatBuffer pixels = direct(1);
      for (int i = 0; i < pixels.capacity(); i++) {
        pixels.put(i, (i * 7919 % 256 - 127) / 128f);
      }
      assertThat(refused.tokens(pixels, 1)).isEqualTo(exact.tokens(pixels, 1));
    }
  }

  @Test
  void photographsKeepWhatTheirRowsHaveOfTheirOwn() throws IOException {
    List<Path> pictures = photographs(80);
    SharedDirection shared = new SharedDirection();
    double sum = 0;
    try (Encoder exact = Encoders.open(LiteEncoder.NAME, EncoderOptions.defaults());
        Encoder quick = Encoders.open(LiteEncoder.NAME, INT8)) {
      assertThat(quick.notes()).isEmpty();
      for (Path picture : pictures) {
        FloatBuffer pixels = direct(1);
        exact
            .preprocessing()
            .normalise(exact.preprocessing().crop(new ImageDecoder().read(picture)), pixels);
        double cosine =
            cosine(own(exact, pixels.flip(), shared), own(quick, pixels.rewind(), shared));
        assertThat(cosine).as("%s", picture).isGreaterThan(0.95);
        sum += cosine;
      }
    }
    assertThat(sum / pictures.size()).isGreaterThan(0.99);
  }

  private static List<Path> photographs(int count) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Shared.path("data/caltech101/101_ObjectCategories"))) {
      files.filter(file -> file.toString().endsWith(".jpg")).sorted().forEach(all::add);
    }
    List<Path> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(all.get(i * all.size() / count));
    }
    return some;
  }

  private static float[] own(Encoder encoder, FloatBuffer pixels, SharedDirection shared) {
    float[] row = encoder.encodeRawImages(pixels, 1).tokens().row(0);
    shared.takeFrom(row, 0);
    return row;
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      squareA += (double) a[i] * a[i];
      squareB += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(squareA * squareB);
  }

  private static FloatBuffer direct(int images) {
    return ByteBuffer.allocateDirect(images * LiteImages.preprocessing().length() * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
