package io.glimpse.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.checkpoint.Activation;
import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.Text;
import io.glimpse.checkpoint.ClipArchitecture.Vision;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import io.glimpse.checkpoint.DinoArchitecture;
import io.glimpse.checkpoint.DinoArchitecture.Positions;
import io.glimpse.checkpoint.DinoArchitecture.Rotary;
import io.glimpse.checkpoint.DinoArchitecture.Table;
import io.glimpse.checkpoint.PictureSize;
import io.glimpse.checkpoint.SiglipArchitecture;
import io.glimpse.checkpoint.TransformerShape;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The depths, grids and patches of the published models, in narrow towers that run in no time. */
class GeometryTest {

  private static final Text TEXT = new Text(77, 100, 16, 2, 2);

  private static final int WIDTH = 8;

  @TempDir Path folder;

  static Stream<Arguments> published() {
    return Stream.of(
        Arguments.of("RN50", new ResNet(224, 4, List.of(3, 4, 6, 3), 2), 49),
        Arguments.of("RN101", new ResNet(224, 4, List.of(3, 4, 23, 3), 2), 49),
        Arguments.of("RN50x4", new ResNet(288, 4, List.of(4, 6, 10, 6), 2), 81),
        Arguments.of("RN50x16", new ResNet(384, 4, List.of(6, 8, 18, 8), 4), 144),
        Arguments.of("RN50x64", new ResNet(448, 4, List.of(3, 15, 36, 10), 4), 196),
        Arguments.of("ViT-B/32", new VisionTransformer(224, 32, 16, 12, 2), 49),
        Arguments.of("ViT-B/16", new VisionTransformer(224, 16, 16, 12, 2), 196),
        Arguments.of("ViT-L/14", new VisionTransformer(224, 14, 16, 24, 2), 256),
        Arguments.of("ViT-L/14@336px", new VisionTransformer(336, 14, 16, 24, 2), 576));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("published")
  void everyPlaceHasAToken(String name, Vision vision, int places) throws IOException {
    ClipArchitecture architecture =
        new ClipArchitecture(vision, TEXT, WIDTH, Activation.QUICK_GELU);
    EncoderGraphs.write(RandomWeights.of(architecture), architecture, folder);

    assertEveryPlaceHasAToken(vision.resolution(), places);
  }

  static Stream<Arguments> siglips() {
    return Stream.of(
        Arguments.of("B/16", 224, 16, 12, 196),
        Arguments.of("L/16-256", 256, 16, 24, 256),
        Arguments.of("so400m/14-384", 384, 14, 27, 27 * 27));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("siglips")
  void everyPlaceOfSiglipHasAToken(String name, int size, int patch, int layers, int places)
      throws IOException {
    TransformerShape shape = new TransformerShape(WIDTH, layers, 2, Activation.GELU_TANH, 1e-6f);
    SiglipArchitecture architecture =
        new SiglipArchitecture(
            new SiglipArchitecture.Vision(size, patch, shape),
            new SiglipArchitecture.Text(64, 100, shape));
    EncoderGraphs.write(RandomWeights.of(architecture), architecture, folder);

    assertEveryPlaceHasAToken(size, places);
  }

  static Stream<Arguments> dinos() {
    return Stream.of(
        Arguments.of("v2 S/14", 14, 0, new Table(37, false), 256),
        Arguments.of("v2 S/14 with registers", 14, 4, new Table(37, true), 256),
        Arguments.of("v3 S/16", 16, 4, new Rotary(100), 196));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dinos")
  void everyPlaceOfDinoHasAToken(
      String name, int patch, int registers, Positions positions, int places) throws IOException {
    DinoArchitecture architecture =
        new DinoArchitecture(
            PictureSize.square(224),
            patch,
            new TransformerShape(WIDTH, 12, 2, Activation.GELU, 1e-6f),
            registers,
            false,
            positions);
    EncoderGraphs.write(RandomWeights.of(architecture), architecture, folder);

    assertEveryPlaceHasAToken(224, places);
  }

  private void assertEveryPlaceHasAToken(int size, int places) throws IOException {
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(2 * 3 * size * size * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (float) Math.sin(i * 0.37));
    }

    try (Network network = Network.open(folder.resolve(EncoderGraphs.IMAGE), 1);
        Network twoThreads = Network.open(folder.resolve(EncoderGraphs.IMAGE), 2)) {
      float[] both = tokens(network, pixels, size, 2, 1 + places);
      float[] one = tokens(network, pixels, size, 1, 1 + places);
      float[] globals = tokens(network, pixels, size, 2, 1);
      float[] global = tokens(network, pixels, size, 1, 1);
      float[] byTwo = tokens(twoThreads, pixels, size, 1, 1 + places);

      for (int i = 0; i < one.length; i++) {
        assertThat(both[i]).isFinite().isCloseTo(one[i], offset(1e-5f));
      }
      assertThat(one).doesNotContain(0);
      assertThat(byTwo).isEqualTo(one);
      assertThat(Arrays.copyOfRange(globals, 0, WIDTH))
          .isEqualTo(Arrays.copyOfRange(both, 0, WIDTH));
      assertThat(Arrays.copyOfRange(globals, WIDTH, 2 * WIDTH))
          .isEqualTo(Arrays.copyOfRange(both, one.length, one.length + WIDTH));
      assertThat(global).isEqualTo(Arrays.copyOfRange(one, 0, WIDTH));
    }
  }

  private static float[] tokens(
      Network network, FloatBuffer pixels, int size, int images, int wanted) {
    return network.run(
        List.of(
            NetworkInput.floats("pixels", pixels, images, 3, size, size),
            NetworkInput.longs("wanted", new long[] {wanted}, 1)),
        "tokens",
        images,
        wanted,
        WIDTH);
  }
}
