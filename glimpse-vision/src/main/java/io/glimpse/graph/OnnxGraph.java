package io.glimpse.graph;

import io.glimpse.graph.WeightsFile.Values;
import io.glimpse.protobuf.ProtobufWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX graph in the making; values are known by their names.
 *
 * <p>Weights go to a {@link WeightsFile}, so that the graph itself stays small; small ones may
 * stand in it. A {@linkplain #portable portable} graph has standard operators alone.
 */
public final class OnnxGraph {

  /** The domain of ONNX Runtime's own operators. */
  private static final String CONTRIB = "com.microsoft";

  static final int IR_VERSION = 8;

  /** The version of the standard operators. */
  static final int OPSET = 17;

  // Element types of TensorProto.

  /** 32-bit floats. */
  public static final int FLOAT = 1;

  /** Bytes without a sign. */
  public static final int UINT8 = 2;

  /** 32-bit integers. */
  static final int INT32 = 6;

  /** 64-bit integers. */
  public static final int INT64 = 7;

  /** Truth values. */
  public static final int BOOL = 9;

  /** 64-bit floats. */
  public static final int DOUBLE = 11;

  private static final int INT8 = 3;

  // Fields of GraphProto.
  private static final int NODE = 1;
  private static final int NAME = 2;
  static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;

  private final ProtobufWriter graph = new ProtobufWriter();
  private final @Nullable WeightsFile weights;
  private final Map<String, String> constants = new HashMap<>();

  /** Names of what came from elsewhere. */
  private final Set<String> taken = new HashSet<>();

  private int values;

  /** A graph that needs no weights. */
  OnnxGraph(String name) {
    this(name, null);
  }

  OnnxGraph(String name, @Nullable WeightsFile weights) {
    this.weights = weights;
    graph.string(NAME, name);
  }

  /**
   * A graph of standard operators, which any runtime has, to be written by {@link PortableModel}.
   */
  public static OnnxGraph portable(String name) {
    return new OnnxGraph(name);
  }

  /** Declares an input, whose name is returned. */
  public String input(String name, int type, Axis... shape) {
    graph.message(INPUT, declaration(name, type, shape));
    return name;
  }

  /** Declares a float32 output, which {@link #nodeInto} makes. */
  public void output(String name, Axis... shape) {
    output(name, FLOAT, shape);
  }

  /** Declares an output of another type. */
  public void output(String name, int type, Axis... shape) {
    graph.message(OUTPUT, declaration(name, type, shape));
  }

  /** Takes over a part of another network, whose values keep their names. */
  void copy(OnnxFile.Part part) {
    reserve(part);
    part.nodes().forEach(this::copy);
    part.weights().values().forEach(weight -> graph.bytes(INITIALIZER, weight));
  }

  /** Keeps the names of a part's values for it, which is to be taken over later. */
  public void reserve(OnnxFile.Part part) {
    part.nodes().forEach(node -> taken.addAll(node.outputs()));
    taken.addAll(part.weights().keySet());
  }

  /** Takes over an operator as it is. */
  void copy(OnnxFile.Node node) {
    graph.bytes(NODE, node.message());
  }

  /** A name that no value has. */
  private String fresh(String kind) {
    String name;
    do {
      name = kind + "_" + values++;
    } while (taken.contains(name));
    return name;
  }

  /** Applies a standard operator with one output, whose name is returned. */
  public String node(String operator, List<String> inputs, Attribute... attributes) {
    return add("", operator, inputs, fresh(operator), attributes);
  }

  /** Applies an operator that only ONNX Runtime knows. */
  String contrib(String operator, List<String> inputs, Attribute... attributes) {
    return add(CONTRIB, operator, inputs, fresh(operator), attributes);
  }

  /** As {@link #node}, for an output that has a name already. */
  public void nodeInto(
      String output, String operator, List<String> inputs, Attribute... attributes) {
    add("", operator, inputs, output, attributes);
  }

  private String add(
      String domain, String operator, List<String> inputs, String output, Attribute... attributes) {
    ProtobufWriter node = new ProtobufWriter();
    for (String input : inputs) {
      node.string(1, input);
    }
    node.string(2, output).string(3, output).string(4, operator);
    for (Attribute attribute : attributes) {
      node.message(5, attribute.message());
    }
    if (!domain.isEmpty()) {
      node.string(7, domain);
    }
    graph.message(NODE, node);
    return output;
  }

  /** A list of integers: a shape, or positions. */
  public String integers(long... list) {
    return constants.computeIfAbsent(
        Arrays.toString(list),
        key -> {
          ByteBuffer raw = littleEndian(list.length, Long.BYTES);
          raw.asLongBuffer().put(list);
          return initializer(fresh("integers"), List.of(list.length), INT64, raw);
        });
  }

  /** A position, int64 without an axis. */
  String index(long value) {
    return number("index", "index " + value, INT64, littleEndian(1, Long.BYTES).putLong(value));
  }

  /** A float32 number. */
  public String scalar(float value) {
    return number(
        "scalar", Float.toString(value), FLOAT, littleEndian(1, Float.BYTES).putFloat(value));
  }

  /** A float64 number. */
  public String float64(double value) {
    return number(
        "float64", "double " + value, DOUBLE, littleEndian(1, Double.BYTES).putDouble(value));
  }

  /** An unsigned byte, 0 to 255. */
  String unsignedByte(int value) {
    return number("byte", "byte " + value, UINT8, littleEndian(1, Byte.BYTES).put((byte) value));
  }

  /** A number without an axis, which stands in the graph once. */
  private String number(String kind, String key, int type, ByteBuffer raw) {
    return constants.computeIfAbsent(key, unused -> initializer(fresh(kind), List.of(), type, raw));
  }

  /**
   * A float32 tensor that stands in the graph.
   *
   * @param name that no other value has
   * @param values row-major, as many as the shape says
   */
  public String constant(String name, List<Integer> shape, float... values) {
    ByteBuffer raw = littleEndian(values.length, Float.BYTES);
    raw.asFloatBuffer().put(values);
    taken.add(name);
    return initializer(name, shape, FLOAT, raw);
  }

  private static ByteBuffer littleEndian(int count, int bytes) {
    return ByteBuffer.allocate(Math.multiplyExact(count, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Puts a tensor into the graph; its name is returned. */
  @SuppressWarnings("ByteBufferBackingArray") // Of littleEndian, where it is the whole array.
  private String initializer(String name, List<Integer> shape, int type, ByteBuffer raw) {
    graph.message(INITIALIZER, tensor(name, shape, type).bytes(9, raw.array()));
    return name;
  }

  private static ProtobufWriter tensor(String name, List<Integer> shape, int type) {
    ProtobufWriter tensor = new ProtobufWriter();
    shape.forEach(extent -> tensor.integer(1, extent));
    return tensor.integer(2, type).string(8, name);
  }

  /** Writes a float32 weight to the file of weights; its name is returned. */
  String weight(String name, List<Integer> shape, Values content) throws IOException {
    return external(name, shape, FLOAT, file().append(shape, content));
  }

  /** Writes a float32 weight whose values are at hand to the file of weights. */
  String weight(String name, List<Integer> shape, float[] values) throws IOException {
    return weight(
        name, shape, (first, target) -> target.put(values, (int) first, target.remaining()));
  }

  /** Writes an int8 weight to the file of weights; its name is returned. */
  String weight(String name, List<Integer> shape, byte[] content) throws IOException {
    return external(name, shape, INT8, file().append(content));
  }

  private WeightsFile file() {
    if (weights == null) {
      throw new IllegalStateException("the graph has no file for weights");
    }
    return weights;
  }

  private String external(String name, List<Integer> shape, int type, WeightsFile.Place place) {
    ProtobufWriter tensor =
        tensor(name, shape, type)
            .message(13, entry("location", file().name()))
            .message(13, entry("offset", Long.toString(place.offset())))
            .message(13, entry("length", Long.toString(place.bytes())))
            .integer(14, 1);
    graph.message(INITIALIZER, tensor);
    return name;
  }

  private static ProtobufWriter entry(String key, String value) {
    return new ProtobufWriter().string(1, key).string(2, value);
  }

  private static ProtobufWriter declaration(String name, int type, Axis... shape) {
    ProtobufWriter axes = new ProtobufWriter();
    for (Axis axis : shape) {
      axes.message(1, axis.message());
    }
    ProtobufWriter tensor = new ProtobufWriter().integer(1, type).message(2, axes);
    return new ProtobufWriter().string(1, name).message(2, new ProtobufWriter().message(1, tensor));
  }

  /** The version of the standard operators, as an {@code OperatorSetIdProto}. */
  static ProtobufWriter operators() {
    return new ProtobufWriter().string(1, "").integer(2, OPSET);
  }

  /** The fields of the {@code GraphProto} so far. */
  ProtobufWriter message() {
    return graph;
  }

  /** The whole ONNX file. */
  byte[] model() {
    return new ProtobufWriter()
        .integer(1, IR_VERSION)
        .string(2, "glimpse")
        .message(7, graph)
        .message(8, operators())
        .message(8, new ProtobufWriter().string(1, CONTRIB).integer(2, 1))
        .toByteArray();
  }
}
