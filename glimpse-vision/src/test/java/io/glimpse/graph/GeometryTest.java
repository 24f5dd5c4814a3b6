package io.glimpse.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.checkpoint.Activation;
import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.Text;
import io.glimpse.checkpoint.ClipArchitecture.Vision;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
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
    int size = vision.resolution();
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(2 * 3 * size * size * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (float) Math.sin(i * 0.37));
    }

    try (Network network = Network.open(folder.resolve(EncoderGraphs.IMAGE), 1)) {
      float[] both = tokens(network, pixels, size, 2, 1 + places);
      float[] one = tokens(network, pixels, size, 1, 1 + places);
      float[] globals = tokens(network, pixels, size, 2, 1);
      float[] global = tokens(network, pixels, size, 1, 1);

      for (int i = 0; i < one.length; i++) {
        assertThat(both[i]).isFinite().isCloseTo(one[i], offset(1e-5f));
      }
      assertThat(one).doesNotContain(0);
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
