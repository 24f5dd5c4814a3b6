package io.glimpse.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.protobuf.ProtobufWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small networks that ask for much memory, in every way that a file has to say a number. */
class HostileSizesTest {

  // Fields of ModelProto, GraphProto, NodeProto, AttributeProto and TensorProto.
  private static final int GRAPH = 7;
  private static final int NODE = 1;
  private static final int INITIALIZER = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_TYPE = 4;
  private static final int ATTRIBUTE = 5;
  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int ATTRIBUTE_GRAPH = 6;
  private static final int ATTRIBUTE_FLOATS = 7;
  private static final int ATTRIBUTE_INTS = 8;
  private static final int DIMS = 1;
  private static final int TYPE = 2;
  private static final int INT64_DATA = 7;
  private static final int NAME = 8;
  private static final int EXTERNAL_DATA = 13;
  private static final int INT64 = 7;
  private static final int FLOAT = 1;
  private static final long MUCH = 1L << 30;

  @TempDir Path folder;

  private NetworkHeader read(ProtobufWriter... graphs) throws IOException {
    ProtobufWriter model = new ProtobufWriter();
    for (ProtobufWriter graph : graphs) {
      model.message(GRAPH, graph);
    }
    Path file = folder.resolve("model.onnx");
    Files.write(file, model.toByteArray());
    return NetworkFiles.of(file).header();
  }

  private void assertRefused(String type, ProtobufWriter... graphs) {
    assertThatThrownBy(() -> read(graphs))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("model.onnx: its operator " + type + " ");
  }

  private static ProtobufWriter node(String type, String output, String... inputs) {
    ProtobufWriter node = new ProtobufWriter().string(NODE_TYPE, type).string(NODE_OUTPUT, output);
    for (String input : inputs) {
      node.string(NODE_INPUT, input);
    }
    return node;
  }

  private static ProtobufWriter tensor(String name, int type, int extent) {
    return new ProtobufWriter().string(NAME, name).integer(TYPE, type).integer(DIMS, extent);
  }

  private static ProtobufWriter numbers(String name, long... values) {
    ProtobufWriter tensor = tensor(name, INT64, values.length);
    for (long value : values) {
      tensor.integer(INT64_DATA, value);
    }
    return tensor;
  }

  private static byte[] little(int bytes, long bits) {
    byte[] all =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array();
    return Arrays.copyOf(all, bytes);
  }

  private static byte[] varint(long value) {
    // A field of an integer without its tag, which is one byte.
    byte[] field = new ProtobufWriter().integer(1, value).toByteArray();
    return Arrays.copyOfRange(field, 1, field.length);
  }

  /** Types by their numbers; the field of values, 9 for those in raw bytes. */
  @ParameterizedTest
  @CsvSource({
    "float, 1, 4", "double, 11, 10", "int32, 6, 5", "int64, 7, 7", "uint32, 12, 11",
    "uint64, 13, 11", "bfloat16, 16, 5", "float, 1, 9", "double, 11, 9", "int32, 6, 9",
    "int64, 7, 9", "uint32, 12, 9", "uint64, 13, 9", "bfloat16, 16, 9"
  })
  void aSizeOfEveryTypeCounts(String type, int code, int field) {
    boolean raw = field == 9;
    byte[] value =
        switch (type) {
          case "float" -> little(4, Float.floatToRawIntBits((float) MUCH));
          case "double" -> little(8, Double.doubleToRawLongBits(MUCH));
          case "bfloat16" -> {
            int bits = Float.floatToRawIntBits((float) MUCH) >>> 16;
            yield raw ? little(2, bits) : varint(bits);
          }
          case "int32", "uint32" -> raw ? little(4, MUCH) : varint(MUCH);
          default -> raw ? little(8, MUCH) : varint(MUCH);
        };
    assertRefused(
        "Expand",
        new ProtobufWriter()
            .message(NODE, node("Cast", "n", "stored"))
            .message(NODE, node("Expand", "y", "x", "n"))
            .message(INITIALIZER, tensor("stored", code, 1).bytes(field, value)));
  }

  /** A small type needs more than one size to ask for much. */
  @ParameterizedTest
  @CsvSource({"2, 5, 200", "3, 5, 100", "4, 5, 60000", "5, 5, 30000", "10, 5, 31743"})
  void sizesOfSmallTypesCount(int code, int field, long value) {
    ProtobufWriter tensor =
        new ProtobufWriter()
            .string(NAME, "stored")
            .integer(TYPE, code)
            .integer(DIMS, 4)
            .integer(field, value)
            .integer(field, value)
            .integer(field, value)
            .integer(field, value);
    assertRefused(
        "Expand",
        new ProtobufWriter()
            .message(NODE, node("Cast", "n", "stored"))
            .message(NODE, node("Expand", "y", "x", "n"))
            .message(INITIALIZER, tensor));
  }

  @Test
  void aValueOfAnotherFieldThanTheTypesHidesNothing() {
    ProtobufWriter tensor = numbers("n", MUCH).bytes(4, little(4, 0));
    assertRefused(
        "Expand",
        new ProtobufWriter()
            .message(NODE, node("Expand", "y", "x", "n"))
            .message(INITIALIZER, tensor));
  }

  @ParameterizedTest
  @CsvSource({"Mul, 'a a'", "Concat, 'a a'", "Pow, 'a two'", "Concat, 'a b one'", "Div, 'b tiny'"})
  void arithmeticOfSizesCounts(String type, String inputs) {
    assertRefused(
        "ConstantOfShape",
        new ProtobufWriter()
            .message(NODE, node(type, "n", inputs.split(" ")))
            .message(NODE, node("ConstantOfShape", "y", "n"))
            .message(INITIALIZER, numbers("a", 1 << 14))
            .message(INITIALIZER, numbers("b", 1 << 14))
            .message(INITIALIZER, numbers("two", 2))
            .message(INITIALIZER, numbers("one", 1))
            .message(INITIALIZER, tensor("tiny", FLOAT, 1).float32(4, 1f / (1 << 20))));
  }

  @Test
  void theShapeOfATensorInTheFileIsKnown() {
    assertRefused(
        "Tile",
        new ProtobufWriter()
            .message(NODE, node("Shape", "shape", "w"))
            .message(NODE, node("Gather", "extent", "shape", "zero"))
            .message(NODE, node("Pow", "n", "extent", "nine"))
            .message(NODE, node("Tile", "y", "x", "n"))
            .message(INITIALIZER, numbers("zero", 0))
            .message(INITIALIZER, numbers("nine", 9))
            .message(INITIALIZER, numbers("w", 1, 2, 3, 4, 5, 6, 7, 8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Concat", "Tile"})
  void whatDoublesAgainAndAgainIsRefused(String type) {
    ProtobufWriter graph = new ProtobufWriter().message(INITIALIZER, numbers("two", 2));
    for (int i = 0; i < 40; i++) {
      String from = "v" + i;
      graph.message(
          NODE,
          type.equals("Concat")
              ? node(type, "v" + (i + 1), from, from)
              : node(type, "v" + (i + 1), from, "two"));
    }
    assertRefused(type, graph);
  }

  @Test
  void weightsThatArePutTogetherAreNotMuch() throws IOException {
    long[] few = new long[1000];
    ProtobufWriter graph =
        new ProtobufWriter()
            .message(NODE, node("Concat", "w", "a", "b"))
            .message(NODE, node("Transpose", "t", "w"))
            .message(INITIALIZER, numbers("a", few))
            .message(INITIALIZER, numbers("b", few));
    assertThat(read(graph).inputs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pad", "Conv", "AveragePool", "ConvTranspose"})
  void marginsThatAnAttributeSaysCount(String type) {
    ProtobufWriter pads =
        new ProtobufWriter().string(ATTRIBUTE_NAME, "pads").integer(ATTRIBUTE_INTS, MUCH);
    pads.integer(ATTRIBUTE_INTS, 0);
    assertRefused(
        type, new ProtobufWriter().message(NODE, node(type, "y", "x").message(ATTRIBUTE, pads)));
  }

  @Test
  void scalesThatAnAttributeSaysCount() {
    ProtobufWriter scales =
        new ProtobufWriter()
            .string(ATTRIBUTE_NAME, "scales")
            .bytes(ATTRIBUTE_FLOATS, little(4, Float.floatToRawIntBits((float) MUCH)));
    assertRefused(
        "Upsample",
        new ProtobufWriter().message(NODE, node("Upsample", "y", "x").message(ATTRIBUTE, scales)));
  }

  private static ProtobufWriter choice(ProtobufWriter branch) {
    return node("If", "z", "c")
        .message(
            ATTRIBUTE,
            new ProtobufWriter()
                .string(ATTRIBUTE_NAME, "then_branch")
                .message(ATTRIBUTE_GRAPH, branch));
  }

  @Test
  void aBranchReadsTheNumbersAroundIt() {
    ProtobufWriter branch =
        new ProtobufWriter().message(NODE, node("ConstantOfShape", "inner", "n"));
    assertRefused(
        "ConstantOfShape",
        new ProtobufWriter()
            .message(NODE, choice(branch))
            .message(INITIALIZER, numbers("n", MUCH)));
  }

  @Test
  void aNameWithinABranchHidesNothingOutsideIt() {
    ProtobufWriter branch = new ProtobufWriter().message(INITIALIZER, numbers("n", 1));
    assertRefused(
        "ConstantOfShape",
        new ProtobufWriter()
            .message(INITIALIZER, numbers("n", MUCH))
            .message(NODE, choice(branch))
            .message(NODE, node("ConstantOfShape", "y", "n")));
  }

  @Test
  void anotherPartOfTheNetworkMayHaveTheNumbers() {
    assertRefused(
        "ConstantOfShape",
        new ProtobufWriter().message(NODE, node("ConstantOfShape", "y", "n")),
        new ProtobufWriter().message(INITIALIZER, numbers("n", MUCH)));
  }

  @Test
  void anAttributeWithTwoValuesIsRefused() {
    ProtobufWriter attribute =
        new ProtobufWriter()
            .string(ATTRIBUTE_NAME, "value")
            .message(ATTRIBUTE_TENSOR, numbers("", MUCH))
            .message(ATTRIBUTE_TENSOR, numbers("", 1));
    assertThatThrownBy(
            () ->
                read(
                    new ProtobufWriter()
                        .message(NODE, node("Constant", "n").message(ATTRIBUTE, attribute))))
        .hasMessageContaining("'value'")
        .hasMessageContaining("twice");
  }

  @Test
  void aSizeInAnotherFileIsRefused() throws IOException {
    Files.write(folder.resolve("data"), new byte[8]);
    ProtobufWriter elsewhere =
        tensor("n", INT64, 1)
            .message(EXTERNAL_DATA, new ProtobufWriter().string(1, "location").string(2, "data"));
    assertRefused(
        "ConstantOfShape",
        new ProtobufWriter()
            .message(NODE, node("ConstantOfShape", "y", "n"))
            .message(INITIALIZER, elsewhere));
    assertThat(
            read(new ProtobufWriter()
                    .message(NODE, node("Add", "y", "x", "n"))
                    .message(INITIALIZER, elsewhere))
                .external())
        .hasSize(1);
  }
}
