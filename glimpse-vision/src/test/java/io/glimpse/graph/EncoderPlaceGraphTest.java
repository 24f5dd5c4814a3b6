package io.glimpse.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.checkpoint.Activation;
import io.glimpse.checkpoint.Architecture;
import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.Text;
import io.glimpse.checkpoint.ClipArchitecture.Vision;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import io.glimpse.checkpoint.DinoArchitecture;
import io.glimpse.checkpoint.DinoArchitecture.Rotary;
import io.glimpse.checkpoint.DinoArchitecture.Table;
import io.glimpse.checkpoint.PictureSize;
import io.glimpse.checkpoint.SiglipArchitecture;
import io.glimpse.checkpoint.TransformerShape;
import io.glimpse.checkpoint.Weights;
import io.glimpse.graph.EncoderPlaceGraph.Layout;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The depths, grids and patches of published models, in narrow towers. */
class EncoderPlaceGraphTest {

  private static final Text TEXT = new Text(77, 100, 16, 2, 2);

  @TempDir Path folder;

  static Stream<Arguments> published() {
    return Stream.of(
        Arguments.of("RN50", new ResNet(224, 4, List.of(3, 4, 6, 3), 2), 448, 26, "layer2"),
        Arguments.of("RN50x64", new ResNet(448, 4, List.of(3, 15, 36, 10), 4), 448, 26, "layer2"),
        Arguments.of("wide", new ResNet(224, 8, List.of(1, 1, 1, 1), 4), 448, 26, "layer2"),
        Arguments.of("ViT-B/32", new VisionTransformer(224, 32, 16, 12, 2), 448, 12, "block4"),
        Arguments.of("ViT-B/16", new VisionTransformer(224, 16, 16, 12, 2), 448, 26, "block4"),
        Arguments.of("ViT-L/14", new VisionTransformer(224, 14, 16, 24, 2), 448, 30, "block8"),
        Arguments.of("a/18", new VisionTransformer(234, 18, 128, 2, 2), 450, 23, "block1"));
  }

  /**
   * What changes most when a part of a picture is painted is the place that stands for it, or one
   * close by: weights that nobody trained spread what they see over a few cells.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("published")
  void everyPlaceSeesItsOwnPartOfThePicture(
      String name, Vision vision, int size, int side, String firstLevel) throws IOException {
    ClipArchitecture architecture = new ClipArchitecture(vision, TEXT, 8, Activation.QUICK_GELU);
    Layout layout = EncoderPlaceGraph.layout(architecture);
    assertThat(layout.size()).isEqualTo(size);
    assertThat(layout.side()).isEqualTo(side);
    assertThat(layout.levels()).hasSize(2);
    assertThat(layout.levels().get(0).value()).isEqualTo(firstLevel);
    assertThat(layout.levels()).allMatch(level -> level.width() <= EncoderPlaceGraph.CHANNELS);
    EncoderPlaceGraph.write(RandomWeights.of(architecture), architecture, folder);

    assertEveryPlaceSeesItsOwnPart(layout);
  }

  private void assertEveryPlaceSeesItsOwnPart(Layout layout) throws IOException {
    int size = layout.size();
    int side = layout.side();
    int place = (side / 3) * side + 2 * side / 3;

    float[] plain;
    float[] again;
    float[] painted;
    try (Network network = Network.open(folder.resolve(EncoderPlaceGraph.NETWORK), 1)) {
      FloatBuffer pixels = pixels(size);
      plain = places(network, pixels, layout);
      again = places(network, pixels, layout);
      paint(pixels, layout, place);
      painted = places(network, pixels, layout);
    }

    assertThat(again).isEqualTo(plain);
    int width = width(layout);
    int from = 0;
    for (MiddleLayer level : layout.levels()) {
      int most = mostChanged(plain, painted, width, from, level.width());
      assertThat(Math.abs(most / side - place / side)).as("%s row", level.value()).isLessThan(3);
      assertThat(Math.abs(most % side - place % side)).as("%s column", level.value()).isLessThan(3);
      from += level.width();
    }
  }

  private static int mostChanged(float[] a, float[] b, int width, int from, int count) {
    int most = 0;
    double largest = -1;
    for (int place = 0; place < a.length / width; place++) {
      double change = 0;
      for (int j = from; j < from + count; j++) {
        change += Math.pow(a[place * width + j] - b[place * width + j], 2);
      }
      if (change > largest) {
        largest = change;
        most = place;
      }
    }
    assertThat(largest).isPositive().isFinite();
    return most;
  }

  /** Makes the cell of a place a chessboard. */
  private static void paint(FloatBuffer pixels, Layout layout, int place) {
    int top = layout.first() + layout.step() * (place / layout.side());
    int left = layout.first() + layout.step() * (place % layout.side());
    for (int band = 0; band < 3; band++) {
      for (int y = top; y < top + layout.step(); y++) {
        for (int x = left; x < left + layout.step(); x++) {
          pixels.put((band * layout.size() + y) * layout.size() + x, (x / 4 + y / 4) % 2 * 6 - 3);
        }
      }
    }
  }

  static Stream<Arguments> others() {
    TransformerShape twelve = new TransformerShape(16, 12, 2, Activation.GELU_TANH, 1e-6f);
    PictureSize small = PictureSize.square(224);
    return Stream.of(
        Arguments.of(
            "SigLIP B/16",
            new SiglipArchitecture(
                new SiglipArchitecture.Vision(224, 16, twelve),
                new SiglipArchitecture.Text(64, 100, twelve)),
            448,
            26),
        Arguments.of(
            "SigLIP so400m/14 at 384",
            new SiglipArchitecture(
                new SiglipArchitecture.Vision(384, 14, twelve),
                new SiglipArchitecture.Text(64, 100, twelve)),
            448,
            30),
        Arguments.of(
            "DINOv2 S/14",
            new DinoArchitecture(small, 14, twelve, 0, false, new Table(37, false)),
            448,
            30),
        Arguments.of(
            "DINOv2 S/14 with registers",
            new DinoArchitecture(small, 14, twelve, 4, false, new Table(37, true)),
            448,
            30),
        Arguments.of(
            "DINOv3 S/16, not square",
            new DinoArchitecture(new PictureSize(224, 512), 16, twelve, 4, false, new Rotary(100)),
            512,
            30));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void everyPlaceOfOtherFamiliesSeesItsOwnPartOfThePicture(
      String name, Architecture architecture, int size, int side) throws IOException {
    Weights weights =
        architecture instanceof SiglipArchitecture siglip
            ? RandomWeights.of(siglip)
            : RandomWeights.of((DinoArchitecture) architecture);
    Layout layout = EncoderPlaceGraph.layout(architecture);
    assertThat(layout.size()).isEqualTo(size);
    assertThat(layout.side()).isEqualTo(side);
    assertThat(layout.levels()).extracting(MiddleLayer::value).containsExactly("block4", "block8");
    EncoderPlaceGraph.write(weights, architecture, folder);

    assertEveryPlaceSeesItsOwnPart(layout);
  }

  /**
   * At the size of the training and behind the last block, a place is the mean of nine tokens of
   * the image network before their projection, which may as well come after.
   */
  @Test
  void withNothingLeftOutItIsTheImageNetwork() throws IOException {
    VisionTransformer tower = new VisionTransformer(448, 32, 24, 2, 2);
    ClipArchitecture architecture = new ClipArchitecture(tower, TEXT, 8, Activation.GELU);
    RandomWeights weights = RandomWeights.of(architecture);
    EncoderGraphs.write(weights, architecture, folder);
    EncoderPlaceGraph.write(weights, architecture, folder);
    Layout layout = EncoderPlaceGraph.layout(architecture);
    assertThat(layout.levels().get(1).value()).isEqualTo("block2");
    FloatBuffer pixels = pixels(448);
    float[] projection = new float[24 * 8];
    weights.read("visual.proj", 0, FloatBuffer.wrap(projection));

    float[] tokens;
    float[] places;
    try (Network image = Network.open(folder.resolve(EncoderGraphs.IMAGE), 1);
        Network network = Network.open(folder.resolve(EncoderPlaceGraph.NETWORK), 1)) {
      places = places(network, pixels, layout);
      tokens =
          image.run(
              List.of(
                  NetworkInput.floats("pixels", pixels, 1, 3, 448, 448),
                  NetworkInput.longs("wanted", new long[] {1 + 14 * 14}, 1)),
              "tokens",
              1,
              1 + 14 * 14,
              8);
    }

    for (int place = 0; place < 12 * 12; place++) {
      for (int d = 0; d < 8; d++) {
        double mean = 0;
        for (int cell = 0; cell < 9; cell++) {
          int row = place / 12 + cell / 3;
          int column = place % 12 + cell % 3;
          mean += tokens[(1 + row * 14 + column) * 8 + d] / 9.0;
        }
        double projected = 0;
        for (int j = 0; j < 24; j++) {
          projected += places[place * 48 + 24 + j] * projection[j * 8 + d];
        }
        assertThat(projected).isCloseTo(mean, offset(1e-5));
      }
    }
  }

  private static int width(Layout layout) {
    return layout.levels().stream().mapToInt(MiddleLayer::width).sum();
  }

  private static float[] places(Network network, FloatBuffer pixels, Layout layout) {
    int size = layout.size();
    return network.run(
        List.of(NetworkInput.floats("pixels", pixels, 1, 3, size, size)),
        "places",
        1,
        (long) layout.side() * layout.side(),
        width(layout));
  }

  private static FloatBuffer pixels(int size) {
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(3 * size * size * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (float) Math.sin(i * 0.37));
    }
    return pixels;
  }
}
