package io.glimpse.graph;

import io.glimpse.checkpoint.Activation;
import io.glimpse.checkpoint.TransformerShape;
import io.glimpse.checkpoint.Weights;
import io.glimpse.graph.WeightsFile.Values;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/** Layers whose weights lie in a checkpoint, appended to a graph. Prefixes end without a dot. */
final class Layers {

  private static final float QUICK_GELU_SLOPE = 1.702f;

  /** PyTorch's default of batch norms, which no CLIP model changes. */
  private static final float EPSILON = 1e-5f;

  private final OnnxGraph graph;
  private final Weights weights;
  private final LinearProduct product;

  /** The names of tensors that the graph has as they are. */
  private final Set<String> stored = new HashSet<>();

  /** Layers whose arithmetic is float32. */
  Layers(OnnxGraph graph, Weights weights) {
    this(graph, weights, new FloatProduct(graph));
  }

  /**
   * Layers with a say in how linear ones multiply.
   *
   * @param product appends to the same graph
   */
  Layers(OnnxGraph graph, Weights weights, LinearProduct product) {
    this.graph = graph;
    this.weights = weights;
    this.product = product;
  }

  /** The same layers with arithmetic of float32. */
  Layers exactly() {
    return new Layers(graph, weights);
  }

  OnnxGraph graph() {
    return graph;
  }

  Weights weights() {
    return weights;
  }

  /** A tensor of the checkpoint as it is. */
  String weight(String name) throws IOException {
    return weight(name, weights.shape(name));
  }

  /** A tensor of the checkpoint, whose values are read with another shape. */
  String weight(String name, List<Integer> shape) throws IOException {
    // A norm is of two values where a middle layer is looked at.
    if (!stored.add(name)) {
      return name;
    }
    return graph.weight(name, shape, (first, target) -> weights.read(name, first, target));
  }

  /** {@code x Wᵀ + b} for x [rows, in]. */
  String linear(String x, String prefix) throws IOException {
    return linear(x, Linear.of(prefix));
  }

  /** The same of a layer that may lie among others, have no bias, or be scaled. */
  String linear(String x, Linear layer) throws IOException {
    List<Integer> all = weights.shape(layer.weight());
    List<Integer> shape = List.of(all.get(0) / layer.parts(), all.get(1));
    Values bias = weights.names().contains(layer.bias()) ? rows(layer.bias(), layer, 1) : null;
    return product.append(
        x,
        layer.title(),
        shape,
        rows(layer.weight(), layer, shape.get(1)),
        bias == null
            ? null
            : graph.weight(
                layer.bias() + (layer.parts() == 1 ? "" : "." + layer.part()),
                shape.subList(0, 1),
                bias));
  }

  /** The rows of a layer's tensor, which are so wide, each multiplied by its scale if any. */
  private Values rows(String tensor, Linear layer, int width) {
    long start = (long) layer.part() * (weights.shape(tensor).get(0) / layer.parts()) * width;
    Values own = (first, target) -> weights.read(tensor, start + first, target);
    if (layer.scale() == null) {
      return own;
    }
    float[] scale = values(layer.scale());
    return scaled(own, row -> scale[row], width);
  }

  /** Values of which so many in a row have a factor in common. */
  private static Values scaled(Values values, IntToDoubleFunction factor, int run) {
    return (first, target) -> {
      int start = target.position();
      values.read(first, target);
      for (int i = start; i < target.limit(); i++) {
        int row = (int) ((first + i - start) / run);
        target.put(i, (float) (target.get(i) * factor.applyAsDouble(row)));
      }
    };
  }

  /** An activation. */
  String activate(Activation activation, String x) {
    return switch (activation) {
      case QUICK_GELU -> sigmoidGated(x, QUICK_GELU_SLOPE);
      case SILU -> sigmoidGated(x, 1);
      case GELU -> graph.contrib("Gelu", List.of(x));
      // Which is what ONNX Runtime calls fast.
      case GELU_TANH -> graph.contrib("FastGelu", List.of(x));
    };
  }

  /** {@code x σ(slope · x)}. */
  private String sigmoidGated(String x, float slope) {
    return graph.contrib("QuickGelu", List.of(x), Attribute.of("alpha", slope));
  }

  /**
   * Layer normalisation of rows, in steps that are vectorised: ONNX Runtime's own operator, to
   * which it would fuse the usual steps, takes several times as long as all of these.
   */
  String layerNorm(String x, String prefix, TransformerShape shape) throws IOException {
    int width = shape.width();
    String mean =
        graph.node(
            "ReduceMean", List.of(x), Attribute.list("axes", -1), Attribute.of("keepdims", 1));
    String centred = graph.node("Sub", List.of(x, mean));
    String squares =
        graph.node(
            "ReduceSumSquare",
            List.of(centred),
            Attribute.list("axes", -1),
            Attribute.of("keepdims", 1));
    // (x - mean) / sqrt(squares / width + epsilon), with the width taken out of the root
    String shifted = graph.node("Add", List.of(squares, graph.scalar(width * shape.epsilon())));
    String spread = graph.node("Sqrt", List.of(shifted));
    String scale = graph.node("Div", List.of(graph.scalar((float) Math.sqrt(width)), spread));
    String normed = graph.node("Mul", List.of(centred, scale));
    String scaled = graph.node("Mul", List.of(normed, weight(prefix + ".weight")));
    return graph.node("Add", List.of(scaled, weight(prefix + ".bias")));
  }

  /**
   * Multi-head attention over q, k and v, each [n, s, width], scaled by the root of a head's width.
   *
   * @param causal whether a place attends to itself and earlier ones only
   */
  String attention(String q, String k, String v, int heads, boolean causal) {
    return graph.contrib(
        "MultiHeadAttention",
        List.of(q, k, v),
        Attribute.of("num_heads", heads),
        Attribute.of("unidirectional", causal ? 1 : 0));
  }

  /**
   * The same where some keys are not there for anybody.
   *
   * @param mask int32 [n, s], 1 for those that are, else 0
   */
  String maskedAttention(String q, String k, String v, int heads, String mask) {
    return graph.contrib(
        "MultiHeadAttention", List.of(q, k, v, "", mask), Attribute.of("num_heads", heads));
  }

  /**
   * Attention in an image's tower, of all queries to all keys. Before rows that are rounded it is
   * in standard operators, which are as fast there as ONNX Runtime's own, whose last bits also
   * follow from the size of a processor's cache: so does an exported network attend, which has
   * nothing else.
   */
  String imageAttention(String q, String k, String v, TransformerShape shape) {
    return product.rounds()
        ? new StandardAttention(graph, shape.heads(), shape.headWidth()).append(q, k, v)
        : attention(q, k, v, shape.heads(), false);
  }

  /**
   * A convolution without bias and the batch norm after it, as one convolution: {@code γ/√(σ²+ε)}
   * scales the kernels of its channel, and what remains is a bias.
   */
  String convolution(String x, String conv, String norm, int stride) throws IOException {
    String kernel = conv + ".weight";
    List<Integer> shape = weights.shape(kernel);
    float[] gamma = values(norm + ".weight");
    float[] beta = values(norm + ".bias");
    float[] mean = values(norm + ".running_mean");
    float[] variance = values(norm + ".running_var");
    double[] scale = new double[gamma.length];
    float[] bias = new float[gamma.length];
    for (int c = 0; c < scale.length; c++) {
      scale[c] = gamma[c] / Math.sqrt((double) variance[c] + EPSILON);
      bias[c] = (float) (beta[c] - mean[c] * scale[c]);
    }
    int perChannel = shape.get(1) * shape.get(2) * shape.get(3);
    String kernels =
        graph.weight(
            kernel,
            shape,
            scaled(
                (first, target) -> weights.read(kernel, first, target),
                channel -> scale[channel],
                perChannel));
    String shift = graph.weight(norm + ".bias", List.of(bias.length), bias);
    // A kernel of 3 keeps the size of its input, one of 1 needs no border.
    int padding = shape.get(2) / 2;
    return graph.node(
        "Conv",
        List.of(x, kernels, shift),
        Attribute.list("kernel_shape", shape.get(2), shape.get(3)),
        Attribute.list("pads", padding, padding, padding, padding),
        Attribute.list("strides", stride, stride));
  }

  /** All values of a small tensor. */
  float[] values(String name) {
    int count = weights.shape(name).stream().reduce(1, Math::multiplyExact);
    float[] values = new float[count];
    weights.read(name, 0, FloatBuffer.wrap(values));
    return values;
  }
}
