package io.glimpse.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import io.glimpse.protobuf.ProtobufWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceGraphTest {

  /** Made for pictures of 8 pixels; its end would take no others. */
  private static byte[] whole() {
    OnnxGraph graph = new OnnxGraph("whole");
    String pixels =
        graph.input("pixels", OnnxGraph.FLOAT, Axis.of("n"), Axis.of(3), Axis.of(8), Axis.of(8));
    graph.nodeInto("doubled", "Mul", List.of(pixels, graph.scalar(2)));
    graph.nodeInto(
        "small",
        "AveragePool",
        List.of("doubled"),
        Attribute.list("kernel_shape", 2, 2),
        Attribute.list("strides", 2, 2));
    String shifted = graph.node("Add", List.of("small", graph.scalar(7)));
    graph.nodeInto("end", "Reshape", List.of(shifted, graph.integers(-1, 3L * 4 * 4)));
    graph.output("end", Axis.of("n"), Axis.of(48));
    return graph.model();
  }

  @Test
  void aPlaceIsTheMeanOfNineCellsOfEveryLayer() throws IOException {
    // Layers of 12 x 12 and 6 x 6 cells: 4 x 4 places, the first about (3, 3) and (1, 1).
    byte[] cut =
        PlaceGraph.cut(
            whole(),
            12,
            List.of(new MiddleLayer("doubled", 3, 2, 2), new MiddleLayer("small", 3, 0, 1)),
            4);
    FloatBuffer pixels = pixels(12);

    float[] places;
    try (Network network = Network.open(cut, 1)) {
      places =
          network.run(
              List.of(NetworkInput.floats("pixels", pixels, 1, 3, 12, 12)), "places", 1, 16, 6);
    }

    for (int place = 0; place < 16; place++) {
      for (int band = 0; band < 3; band++) {
        int row = place / 4;
        int column = place % 4;
        double fine = 0;
        double coarse = 0;
        for (int y = 0; y < 3; y++) {
          for (int x = 0; x < 3; x++) {
            fine += 2 * at(pixels, band, 2 + 2 * row + y, 2 + 2 * column + x) / 9;
          }
        }
        for (int y = 0; y < 6; y++) {
          for (int x = 0; x < 6; x++) {
            coarse += 2 * at(pixels, band, 2 * row + y, 2 * column + x) / 36;
          }
        }
        assertThat(places[6 * place + band]).isCloseTo((float) fine, offset(1e-5f));
        assertThat(places[6 * place + 3 + band]).isCloseTo((float) coarse, offset(1e-5f));
      }
    }
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

  private static double at(FloatBuffer pixels, int band, int y, int x) {
    return pixels.get((band * 12 + y) * 12 + x);
  }

  @Test
  void weightsOfTheOtherPartStayBehind() throws IOException {
    byte[] model = whole();

    OnnxFile cut =
        OnnxFile.read(PlaceGraph.cut(model, 8, List.of(new MiddleLayer("doubled", 3, 0, 1)), 6));

    assertThat(OnnxFile.read(model).nodes()).hasSize(4);
    assertThat(cut.nodes()).extracting(node -> node.outputs().get(0)).contains("doubled", "places");
    assertThat(cut.nodes()).noneMatch(node -> node.outputs().contains("small"));
    assertThat(cut.weights()).hasSize(2);
  }

  @Test
  void aLayerThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () -> PlaceGraph.cut(whole(), 8, List.of(new MiddleLayer("block5", 3, 0, 1)), 6))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no value 'block5'");
  }

  @Test
  void aNetworkThatIsCutOffIsRefusedWhereverItEnds() {
    byte[] model = whole();
    List<MiddleLayer> layers = List.of(new MiddleLayer("small", 3, 0, 1));

    for (int length = 0; length < model.length; length += 7) {
      byte[] part = Arrays.copyOf(model, length);
      try {
        // Between two fields it ends well, and then lacks what is wanted.
        assertThat(PlaceGraph.cut(part, 8, layers, 2)).isNotEmpty();
      } catch (IOException e) {
        assertThat(e).hasMessageMatching(".*(damaged or cut off|no value 'small').*");
      }
    }
  }

  @Test
  void otherVersionsOfOperatorsAreRefused() {
    byte[] model =
        new ProtobufWriter()
            .message(8, new ProtobufWriter().string(1, "").integer(2, 13))
            .toByteArray();

    assertThatThrownBy(() -> OnnxFile.read(model))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 13; only version 17");
  }
}
