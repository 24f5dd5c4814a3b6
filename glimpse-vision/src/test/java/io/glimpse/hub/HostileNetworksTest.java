package io.glimpse.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.protobuf.ProtobufWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that are refused before ONNX Runtime sees them. */
class HostileNetworksTest {

  // Fields of ModelProto, GraphProto, NodeProto, AttributeProto and TensorProto.
  private static final int GRAPH = 7;
  private static final int IMPORT = 8;
  private static final int FUNCTION = 25;
  private static final int NODE = 1;
  private static final int INITIALIZER = 5;
  private static final int SPARSE = 15;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_TYPE = 4;
  private static final int ATTRIBUTE = 5;
  private static final int DOMAIN = 7;
  private static final int SUBGRAPH = 6;
  private static final int DIMS = 1;
  private static final int TYPE = 2;
  private static final int INT64_DATA = 7;
  private static final int NAME = 8;
  private static final int EXTERNAL_DATA = 13;
  private static final int INT64 = 7;

  @TempDir Path folder;

  private NetworkHeader read(ProtobufWriter graph) throws IOException {
    return readModel(new ProtobufWriter().message(GRAPH, graph));
  }

  private NetworkHeader readModel(ProtobufWriter model) throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.write(file, model.toByteArray());
    return NetworkFiles.of(file).header();
  }

  private static ProtobufWriter node(String type, String... inputs) {
    ProtobufWriter node = new ProtobufWriter().string(NODE_TYPE, type).string(NODE_OUTPUT, "y");
    for (String input : inputs) {
      node.string(NODE_INPUT, input);
    }
    return node;
  }

  private static ProtobufWriter numbers(String name, long... values) {
    ProtobufWriter tensor =
        new ProtobufWriter().string(NAME, name).integer(TYPE, INT64).integer(DIMS, values.length);
    for (long value : values) {
      tensor.integer(INT64_DATA, value);
    }
    return tensor;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Loop", "Scan", "SequenceMap"})
  void loopsAreRefusedByName(String type) {
    assertThatThrownBy(() -> read(new ProtobufWriter().message(NODE, node(type))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("model.onnx")
        .hasMessageContaining(type);
  }

  @Test
  void loopsInTheBranchOfAChoiceAreRefused() {
    ProtobufWriter branch = new ProtobufWriter().message(NODE, node("Loop"));
    ProtobufWriter choice =
        node("If", "x").message(ATTRIBUTE, new ProtobufWriter().message(SUBGRAPH, branch));
    assertThatThrownBy(() -> read(new ProtobufWriter().message(NODE, choice)))
        .hasMessageContaining("Loop");
  }

  @Test
  void aChoiceIsAllowedAndOtherNetworksWithinAreNot() throws IOException {
    ProtobufWriter within =
        new ProtobufWriter()
            .message(SUBGRAPH, new ProtobufWriter().message(NODE, node("Identity", "x")));
    assertThat(
            read(new ProtobufWriter().message(NODE, node("If", "x").message(ATTRIBUTE, within)))
                .inputs())
        .isEmpty();
    ProtobufWriter search =
        node("BeamSearch", "x").string(DOMAIN, "com.microsoft").message(ATTRIBUTE, within);
    assertThatThrownBy(() -> read(new ProtobufWriter().message(NODE, search)))
        .hasMessageContaining("BeamSearch");
  }

  @Test
  void networksWithinNetworksEndSomewhere() {
    ProtobufWriter graph = new ProtobufWriter();
    for (int i = 0; i < 50; i++) {
      graph =
          new ProtobufWriter()
              .message(
                  NODE,
                  node("If", "x")
                      .message(ATTRIBUTE, new ProtobufWriter().message(SUBGRAPH, graph)));
    }
    ProtobufWriter deep = graph;
    assertThatThrownBy(() -> read(deep)).hasMessageContaining("8 deep");
  }

  @Test
  void chanceIsRefused() {
    assertThatThrownBy(() -> read(new ProtobufWriter().message(NODE, node("RandomNormal"))))
        .hasMessageContaining("RandomNormal");
  }

  @Test
  void functionsOfItsOwnAreRefused() {
    ProtobufWriter model =
        new ProtobufWriter()
            .message(GRAPH, new ProtobufWriter().message(NODE, node("Identity", "x")))
            .message(FUNCTION, new ProtobufWriter().string(1, "f"));
    assertThatThrownBy(() -> readModel(model)).hasMessageContaining("operators of its own");
  }

  @Test
  void theLastNameCountsAsItDoesForOthers() {
    ProtobufWriter node = node("Identity", "x").string(NODE_TYPE, "Loop");
    assertThatThrownBy(() -> read(new ProtobufWriter().message(NODE, node)))
        .hasMessageContaining("Loop");
  }

  @Test
  void aSecondPartOfTheNetworkIsLookedAtToo() {
    ProtobufWriter model =
        new ProtobufWriter()
            .message(GRAPH, new ProtobufWriter().message(NODE, node("Identity", "x")))
            .message(GRAPH, new ProtobufWriter().message(NODE, node("Loop", "x")));
    assertThatThrownBy(() -> readModel(model)).hasMessageContaining("Loop");
  }

  @Test
  void aNumberOfAFieldThatOthersWouldCutShortIsRefused() {
    // 7 with something above 32 bits, which readers in C++ drop.
    ProtobufWriter graph = new ProtobufWriter().message(NODE, node("Loop"));
    byte[] hidden = new ProtobufWriter().message(GRAPH + (1 << 29), graph).toByteArray();
    ProtobufWriter model =
        new ProtobufWriter().message(GRAPH, new ProtobufWriter().message(NODE, node("Abs", "x")));
    assertThatThrownBy(
            () -> {
              Path file = folder.resolve("model.onnx");
              Files.write(file, model.toByteArray());
              Files.write(file, hidden, StandardOpenOption.APPEND);
              NetworkFiles.of(file);
            })
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("damaged");
  }

  @ParameterizedTest
  @CsvSource({
    "ConstantOfShape, 'n', 4503599627370496",
    "Expand, 'x n', 4294967296",
    "Tile, 'x n', 1099511627776",
    "OneHot, 'x n v', 1099511627776",
    "Range, 'zero n one', 4294967296",
    "Pad, 'x n', 4294967296"
  })
  void aFewNumbersThatAskForMuchAreRefused(String type, String inputs, long asked) {
    long[] values = type.equals("Pad") ? new long[] {asked, 0} : new long[] {asked};
    ProtobufWriter graph =
        new ProtobufWriter()
            .message(NODE, node(type, inputs.split(" ")))
            .message(INITIALIZER, numbers("n", values))
            .message(INITIALIZER, numbers("zero", 0))
            .message(INITIALIZER, numbers("one", 1));
    assertThatThrownBy(() -> read(graph)).hasMessageContaining(type);
  }

  @Test
  void aTensorThatClaimsMoreThanItHasIsRefused() {
    ProtobufWriter tensor =
        new ProtobufWriter()
            .string(NAME, "w")
            .integer(TYPE, INT64)
            .integer(DIMS, 1L << 30)
            .integer(INT64_DATA, 1);
    assertThatThrownBy(() -> read(new ProtobufWriter().message(INITIALIZER, tensor)))
        .hasMessageContaining("'w'")
        .hasMessageContaining("would take more");
  }

  @Test
  void namesThatFillTheMemoryAreRefused() {
    String name = "n".repeat(1 << 20);
    ProtobufWriter graph = new ProtobufWriter();
    for (int i = 0; i < 65; i++) {
      graph.message(NODE, node("Identity", name));
    }
    assertThatThrownBy(() -> read(graph)).hasMessageContaining("names of more than");
  }

  @Test
  void aListThatIsNoSizeIsNotKept() throws IOException {
    long[] many = new long[5000];
    Arrays.fill(many, 1L << 40);
    ProtobufWriter graph =
        new ProtobufWriter()
            .message(NODE, node("Expand", "x", "n"))
            .message(INITIALIZER, numbers("n", many));
    assertThat(read(graph).inputs()).isEmpty();
  }

  @Test
  void sparseTensorsAreRefused() {
    assertThatThrownBy(
            () -> read(new ProtobufWriter().message(SPARSE, new ProtobufWriter().integer(3, 9))))
        .hasMessageContaining("sparse");
  }

  @Test
  void aThousandTensorsOfTheSameBytesAreRefused() throws IOException {
    Files.write(folder.resolve("data"), new byte[1000]);
    ProtobufWriter graph = new ProtobufWriter();
    for (int i = 0; i < 1000; i++) {
      graph.message(
          INITIALIZER,
          new ProtobufWriter()
              .string(NAME, "w" + i)
              .integer(TYPE, INT64)
              .integer(DIMS, 125)
              .message(
                  EXTERNAL_DATA, new ProtobufWriter().string(1, "location").string(2, "data")));
    }
    assertThatThrownBy(() -> read(graph)).hasMessageContaining("more than two tensors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:weights", "a//b", "sub/../data", "data\n", ".."})
  void placesThatAreNoWayDownwardsAreRefused(String location) throws IOException {
    Files.write(folder.resolve("data"), new byte[1000]);
    ProtobufWriter tensor =
        new ProtobufWriter()
            .string(NAME, "w")
            .integer(TYPE, INT64)
            .integer(DIMS, 1)
            .message(EXTERNAL_DATA, new ProtobufWriter().string(1, "location").string(2, location));
    assertThatThrownBy(() -> read(new ProtobufWriter().message(INITIALIZER, tensor)))
        .hasMessageContaining("'" + location + "'");
  }

  @Test
  void whatIsCutAnywhereIsRefusedOrHasLess() throws IOException {
    byte[] whole = Files.readAllBytes(HubFixtures.path("broken/onnx-good/onnx/vision_model.onnx"));
    Path file = folder.resolve("model.onnx");
    List<Integer> accepted = new ArrayList<>();
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      try {
        HeaderReader.read(file);
        accepted.add(length);
      } catch (CheckpointException e) {
        assertThat(e).hasMessageContaining("model.onnx");
      }
    }
    // Behind the network there is only the version of its operators.
    assertThat(accepted).allMatch(length -> length > whole.length - 20);
  }

  @Test
  void operatorsNewerThanTheRuntimeAreRefused() {
    ProtobufWriter model =
        new ProtobufWriter()
            .message(IMPORT, new ProtobufWriter().string(1, "").integer(2, 99))
            .message(GRAPH, new ProtobufWriter());
    assertThatThrownBy(() -> readModel(model)).hasMessageContaining("version 99");
  }

  @Test
  void rowsOfIdsThatNoModelHasAreRefused() throws IOException {
    Path model = folder.resolve("model");
    HubFixtures.copy(HubFixtures.model("onnx-clip"), model, List.of());
    Path config = model.resolve("config.json");
    String said = Files.readString(config);
    Files.delete(config);
    Files.writeString(
        config,
        said.replace("\"max_position_embeddings\": 77", "\"max_position_embeddings\": 2000000000"));

    assertThatThrownBy(() -> HubFixtures.open(model, folder.resolve("home")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("max_position_embeddings is 2000000000");
  }
}
