package io.glimpse.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.checkpoint.Activation;
import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.Text;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import io.glimpse.fixture.OnnxFile;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processors with AVX2 and no VNNI multiply unsigned by signed bytes in pairs of neighbours and cut
 * the sum of a pair to 16 bits. Whichever processor runs these tests, weights must be such that
 * there is never anything to cut: then all processors get the same integers.
 */
class Int8ProductTest {

  private static final int ROWS = 64;
  private static final int IN = 512;
  private static final int OUT = 256;
  private static final int LARGEST_BYTE = 255;

  @TempDir Path folder;

  @Test
  void noTwoNeighboursOfAClipNetworkAddUpToMoreThanSixteenBits() throws IOException {
    ClipArchitecture tiny =
        new ClipArchitecture(
            new VisionTransformer(64, 16, 64, 2, 2),
            new Text(77, 512, 64, 2, 2),
            32,
            Activation.GELU);
    EncoderGraphs.writeInt8(RandomWeights.of(tiny), tiny, folder);
    OnnxFile network = OnnxFile.read(folder.resolve(EncoderGraphs.IMAGE));

    int products = 0;
    for (OnnxFile.Node node : network.nodes()) {
      if (node.operator().equals("MatMulIntegerToFloat")) {
        OnnxFile.Tensor weight = network.tensor(node.inputs().get(1));
        assertThat(weight.type()).isEqualTo(OnnxFile.INT8);
        assertNothingToCut(weight);
        products++;
      }
    }
    // Queries, keys, values, the way out of the attention, and two of the perceptron, twice.
    assertThat(products).isEqualTo(12);
  }

  @Test
  void noTwoNeighboursAddUpToMoreThanSixteenBitsHoweverLargeTheyAre() throws IOException {
    OnnxFile.Tensor weight = stored(extremes());

    assertNothingToCut(weight);
    assertThat(weight.shape()).containsExactly(IN, OUT);
  }

  /** What a processor that cuts would make of a network's own integers is what they are. */
  @Test
  void cuttingPairsChangesNoSumOfAProduct() throws IOException {
    OnnxFile.Tensor weight = stored(extremes());

    for (byte[] row : activations()) {
      for (int o = 0; o < OUT; o++) {
        int exact = 0;
        int cut = 0;
        for (int i = 0; i < IN; i += 2) {
          int pair =
              (row[i] & 0xff) * weight.bytes().get(i * OUT + o)
                  + (row[i + 1] & 0xff) * weight.bytes().get((i + 1) * OUT + o);
          exact += pair;
          cut += Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, pair));
        }
        assertThat(cut).as("output %d", o).isEqualTo(exact);
      }
    }
  }

  /** The network beside its slow twin, which rounds as it does and sums integers one by one. */
  @Test
  void theNetworkGivesTheExactSumsOfItsIntegers() throws IOException {
    float[] weights = extremes();
    OnnxFile.Tensor weight = stored(weights);
    byte[][] bytes = activations();
    FloatBuffer x = direct(ROWS * IN);
    for (byte[] row : bytes) {
      for (byte value : row) {
        // Its row's peak is 127 in all of them, so that these are the integers that it becomes.
        x.put((value & 0xff) - 128);
      }
    }

    float[] y;
    try (Network network = Network.open(folder.resolve("product.onnx"), 1)) {
      NetworkInput input = NetworkInput.floats("x", x.flip(), ROWS, IN);
      y = network.run(List.of(input), "y", ROWS, OUT);
    }

    for (int n = 0; n < ROWS; n++) {
      for (int o = 0; o < OUT; o++) {
        int sum = 0;
        for (int i = 0; i < IN; i++) {
          sum += ((bytes[n][i] & 0xff) - 128) * weight.bytes().get(i * OUT + o);
        }
        double scale = scale(weights, o);
        assertThat(y[n * OUT + o] / scale)
            .as("row %d, output %d", n, o)
            .isCloseTo(sum, within(1e-6 * Math.abs(sum) + 1e-3));
      }
    }
  }

  /** Rounding at most: half a step of the scale that two large neighbours ask for. */
  @Test
  void weightsKeepTheirValuesToHalfAStep() throws IOException {
    float[] weights = extremes();
    OnnxFile.Tensor stored = stored(weights);

    for (int o = 0; o < OUT; o++) {
      double scale = scale(weights, o);
      for (int i = 0; i < IN; i++) {
        double value = stored.bytes().get(i * OUT + o) * scale;
        assertThat(value).isCloseTo(weights[o * IN + i], within(scale * 0.5001));
      }
    }
  }

  /** A step: the largest weight, or two neighbours of one sign together, are 127 of it. */
  private static double scale(float[] weights, int o) {
    double peak = 0;
    for (int i = 0; i < IN; i++) {
      double value = weights[o * IN + i];
      peak = Math.max(peak, Math.abs(value));
      if (i > 0 && value * weights[o * IN + i - 1] > 0) {
        peak = Math.max(peak, Math.abs(value) + Math.abs(weights[o * IN + i - 1]));
      }
    }
    return peak / 127;
  }

  private static void assertNothingToCut(OnnxFile.Tensor weight) {
    int in = weight.shape().get(0);
    int out = weight.shape().get(1);
    for (int o = 0; o < out; o++) {
      for (int i = 1; i < in; i++) {
        int a = weight.bytes().get((i - 1) * out + o);
        int b = weight.bytes().get(i * out + o);
        int most = LARGEST_BYTE * (Math.max(a, 0) + Math.max(b, 0));
        int least = LARGEST_BYTE * (Math.min(a, 0) + Math.min(b, 0));
        assertThat(most).as("inputs %d and %d", i - 1, i).isLessThanOrEqualTo(Short.MAX_VALUE);
        assertThat(least).as("inputs %d and %d", i - 1, i).isGreaterThanOrEqualTo(Short.MIN_VALUE);
      }
    }
  }

  /** Writes the product of some weights as production does, and reads back what it stored. */
  private OnnxFile.Tensor stored(float[] weights) throws IOException {
    Path model = folder.resolve("product.onnx");
    try (WeightsFile file = WeightsFile.create(folder.resolve("product.weights"))) {
      OnnxGraph graph = new OnnxGraph("product", file);
      String x = graph.input("x", OnnxGraph.FLOAT, Axis.of("n"), Axis.of(IN));
      String y =
          new Int8Product(graph)
              .append(
                  x,
                  "w",
                  List.of(OUT, IN),
                  (first, target) -> target.put(weights, (int) first, target.remaining()),
                  graph.scalar(0));
      graph.nodeInto("y", "Identity", List.of(y));
      graph.output("y", Axis.of("n"), Axis.of(OUT));
      Files.write(model, graph.model());
    }
    return OnnxFile.read(model).tensor("w");
  }

  /** [out, in]: rows of the largest value only, of alternating signs, of pairs, and of noise. */
  private static float[] extremes() {
    Random random = new Random(1);
    float[] weights = new float[OUT * IN];
    for (int o = 0; o < OUT; o++) {
      for (int i = 0; i < IN; i++) {
        weights[o * IN + i] =
            switch (o) {
              case 0 -> 1;
              case 1 -> -1;
              case 2 -> i % 2 == 0 ? 1 : -1;
              case 3 -> i / 2 % 2 == 0 ? 1 : -1;
              case 4 -> (i + 1) / 2 % 2 == 0 ? 1 : -1;
              default -> (float) random.nextGaussian();
            };
      }
    }
    return weights;
  }

  /** Bytes of which each row has a 1 or a 255, which are the peaks: all at 255, at 1, and noise. */
  private static byte[][] activations() {
    Random random = new Random(2);
    byte[][] bytes = new byte[ROWS][IN];
    for (int n = 0; n < ROWS; n++) {
      for (int i = 0; i < IN; i++) {
        int value = n == 0 ? LARGEST_BYTE : n == 1 ? 1 : 1 + random.nextInt(LARGEST_BYTE);
        bytes[n][i] = (byte) (i == IN / 2 && n > 1 ? LARGEST_BYTE : value);
      }
    }
    return bytes;
  }

  private static FloatBuffer direct(int values) {
    return ByteBuffer.allocateDirect(values * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
