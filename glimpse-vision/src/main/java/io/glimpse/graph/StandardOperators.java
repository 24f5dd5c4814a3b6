package io.glimpse.graph;

import io.glimpse.protobuf.ProtobufReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a network of this package over into a {@linkplain OnnxGraph#portable portable} graph: what
 * only ONNX Runtime knows is said by standard operators, all else stays as it is.
 */
public final class StandardOperators {

  // Fields of NodeProto and AttributeProto.
  private static final int OPERATOR = 4;
  private static final int ATTRIBUTE = 5;
  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_FLOAT = 2;
  private static final int ATTRIBUTE_INTEGER = 3;
  private static final int RAW_DATA = 9;

  private static final double TANH_SLOPE = Math.sqrt(2 / Math.PI);

  private final OnnxFile.Part part;
  private final OnnxGraph graph;

  /** The shape that a value was given last, as far as it is a constant. */
  private final Map<String, long[]> shapes = new HashMap<>();

  private StandardOperators(OnnxFile.Part part, OnnxGraph graph) {
    this.part = part;
    this.graph = graph;
  }

  /** An operator's name and attributes. */
  private record Operator(String name, Map<String, Long> integers, Map<String, Float> floats) {

    static Operator of(ByteBuffer node) throws IOException {
      Map<String, Long> integers = new HashMap<>();
      Map<String, Float> floats = new HashMap<>();
      String name = "";
      for (ProtobufReader all = new ProtobufReader(node); all.next(); ) {
        if (all.field() == OPERATOR) {
          name = all.string();
        } else if (all.field() == ATTRIBUTE) {
          add(all.message(), integers, floats);
        }
      }
      return new Operator(name, integers, floats);
    }

    private static void add(
        ProtobufReader attribute, Map<String, Long> integers, Map<String, Float> floats)
        throws IOException {
      String name = "";
      while (attribute.next()) {
        switch (attribute.field()) {
          case ATTRIBUTE_NAME -> name = attribute.string();
          case ATTRIBUTE_FLOAT -> floats.put(name, attribute.float32());
          case ATTRIBUTE_INTEGER -> integers.put(name, attribute.integer());
          default -> {}
        }
      }
    }

    long integer(String attribute, long otherwise) {
      return integers.getOrDefault(attribute, otherwise);
    }

    float float32(String attribute, float otherwise) {
      return floats.getOrDefault(attribute, otherwise);
    }
  }

  /**
   * Appends the operators of a network; its weights are for {@link PortableModel}.
   *
   * @param part whose names were {@linkplain OnnxGraph#reserve reserved}
   * @throws IOException if it is damaged
   */
  public static void append(OnnxFile.Part part, OnnxGraph graph) throws IOException {
    StandardOperators standard = new StandardOperators(part, graph);
    for (OnnxFile.Node node : part.nodes()) {
      standard.append(node);
    }
  }

  private void append(OnnxFile.Node node) throws IOException {
    Operator operator = Operator.of(node.message());
    List<String> inputs = node.inputs();
    String output = node.outputs().get(0);
    switch (operator.name()) {
      case "QuickGelu" -> quickGelu(inputs.get(0), operator.float32("alpha", 1.702f), output);
      case "Gelu" -> gelu(inputs.get(0), output);
      case "FastGelu" -> tanhGelu(inputs.get(0), output);
      case "RotaryEmbedding" -> rotation(inputs, (int) operator.integer("num_heads", 1), output);
      case "MultiHeadAttention" ->
          attention(inputs, (int) operator.integer("num_heads", 1), output);
      case "MatMulIntegerToFloat" -> integerProduct(inputs, output);
      case "Reshape" -> {
        remember(inputs.get(1), output);
        graph.copy(node);
      }
      default -> graph.copy(node);
    }
  }

  /** {@code x σ(α x)}. */
  private void quickGelu(String x, float slope, String output) {
    String gate =
        graph.node("Sigmoid", List.of(graph.node("Mul", List.of(x, graph.scalar(slope)))));
    graph.nodeInto(output, "Mul", List.of(x, gate));
  }

  /** {@code x/2 (1 + erf(x / √2))}. */
  private void gelu(String x, String output) {
    String scaled = graph.node("Div", List.of(x, graph.scalar((float) Math.sqrt(2))));
    String gate = graph.node("Add", List.of(graph.node("Erf", List.of(scaled)), graph.scalar(1)));
    graph.nodeInto(output, "Mul", List.of(graph.node("Mul", List.of(x, gate)), graph.scalar(0.5f)));
  }

  /**
   * {@code x/2 (1 + tanh(√(2/π) x (1 + 0.044715 x²)))}, in the steps that ONNX Runtime takes for
   * its own operator.
   */
  private void tanhGelu(String x, String output) {
    String slope = graph.node("Mul", List.of(x, graph.scalar((float) TANH_SLOPE)));
    String cubic = graph.node("Mul", List.of(x, graph.scalar(0.044715f)));
    String square = graph.node("Mul", List.of(cubic, x));
    String factor = graph.node("Add", List.of(square, graph.scalar(1)));
    String tanh = graph.node("Tanh", List.of(graph.node("Mul", List.of(slope, factor))));
    String gate = graph.node("Add", List.of(tanh, graph.scalar(1)));
    graph.nodeInto(output, "Mul", List.of(graph.node("Mul", List.of(x, graph.scalar(0.5f))), gate));
  }

  /**
   * {@code (a cos - b sin, b cos + a sin)} for the halves a and b of every head, of x [n, s,
   * width].
   */
  private void rotation(List<String> inputs, int heads, String output) {
    String halves =
        graph.node("Reshape", List.of(inputs.get(0), graph.integers(0, 0, heads, 2, -1)));
    String a = half(halves, 0);
    String b = half(halves, 1);
    String cos = graph.node("Unsqueeze", List.of(inputs.get(2), graph.integers(1, 2)));
    String sin = graph.node("Unsqueeze", List.of(inputs.get(3), graph.integers(1, 2)));
    String first = graph.node("Sub", List.of(product(a, cos), product(b, sin)));
    String second = graph.node("Add", List.of(product(b, cos), product(a, sin)));
    String turned = graph.node("Concat", List.of(first, second), Attribute.of("axis", 3));
    graph.nodeInto(output, "Reshape", List.of(turned, graph.integers(0, 0, -1)));
  }

  private String half(String halves, int which) {
    return graph.node("Gather", List.of(halves, graph.integers(which)), Attribute.of("axis", 3));
  }

  private String product(String a, String b) {
    return graph.node("Mul", List.of(a, b));
  }

  private void attention(List<String> inputs, int heads, String output) throws IOException {
    // Of the values, which are the only ones that nothing is done to between here and there.
    long[] shape = shapes.get(inputs.get(2));
    if (shape == null || shape.length != 3) {
      throw new IOException("the network's attention is not of the form that is written here");
    }
    new StandardAttention(graph, heads, shape[2] / heads)
        .appendInto(output, inputs.get(0), inputs.get(1), inputs.get(2));
  }

  /** {@code (A - z) B · scale_A · scale_B}, the sums in 32-bit integers. */
  private void integerProduct(List<String> inputs, String output) {
    String sums = graph.node("MatMulInteger", List.of(inputs.get(0), inputs.get(1), inputs.get(4)));
    String scale = graph.node("Mul", List.of(inputs.get(3), inputs.get(2)));
    String floats = graph.node("Cast", List.of(sums), Attribute.of("to", OnnxGraph.FLOAT));
    graph.nodeInto(output, "Mul", List.of(floats, scale));
  }

  /** The shape that a Reshape gives, where it is a constant. */
  private void remember(String shape, String output) throws IOException {
    ByteBuffer tensor = part.weights().get(shape);
    if (tensor == null) {
      return;
    }
    for (ProtobufReader all = new ProtobufReader(tensor); all.next(); ) {
      if (all.field() == RAW_DATA) {
        ByteBuffer raw = all.bytes().order(ByteOrder.LITTLE_ENDIAN);
        long[] extents = new long[raw.remaining() / Long.BYTES];
        raw.asLongBuffer().get(extents);
        shapes.put(output, extents);
      }
    }
  }
}
