package io.glimpse.graph;

import io.glimpse.checkpoint.Weights;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/** Layers whose weights lie in a checkpoint, appended to a graph. Prefixes end without a dot. */
final class Layers {

  /** PyTorch's default, which no CLIP model changes. */
  private static final float EPSILON = 1e-5f;

  private final OnnxGraph graph;
  private final Weights weights;
  private final LinearProduct product;

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
    return graph.weight(name, shape, (first, target) -> weights.read(name, first, target));
  }

  /** {@code x Wᵀ + b} for x [rows, in]. */
  String linear(String x, String prefix) throws IOException {
    String weight = prefix + ".weight";
    return product.append(
        x,
        weight,
        weights.shape(weight),
        (first, target) -> weights.read(weight, first, target),
        weight(prefix + ".bias"));
  }

  /**
   * One of the parts that lie behind each other in a linear layer, each as high as wide.
   *
   * @param prefix the names are {@code prefix_weight} and {@code prefix_bias}
   */
  String linearPart(String x, String prefix, int part, int width) throws IOException {
    String weight = prefix + "_weight";
    String bias = prefix + "_bias";
    long start = (long) part * width;
    return product.append(
        x,
        weight + "." + part,
        List.of(width, width),
        (first, target) -> weights.read(weight, start * width + first, target),
        graph.weight(
            bias + "." + part,
            List.of(width),
            (first, target) -> weights.read(bias, start + first, target)));
  }

  /**
   * Layer normalisation of rows of that width, in steps that are vectorised: ONNX Runtime's own
   * operator, to which it would fuse the usual steps, takes several times as long as all of these.
   */
  String layerNorm(String x, String prefix, int width) throws IOException {
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
    String shifted = graph.node("Add", List.of(squares, graph.scalar(width * EPSILON)));
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
    String scaled =
        graph.weight(
            kernel,
            shape,
            (first, target) -> {
              int start = target.position();
              weights.read(kernel, first, target);
              for (int i = start; i < target.limit(); i++) {
                int channel = (int) ((first + i - start) / perChannel);
                target.put(i, (float) (target.get(i) * scale[channel]));
              }
            });
    String shift =
        graph.weight(
            norm + ".bias",
            List.of(bias.length),
            (first, target) -> target.put(bias, (int) first, target.remaining()));
    // A kernel of 3 keeps the size of its input, one of 1 needs no border.
    int padding = shape.get(2) / 2;
    return graph.node(
        "Conv",
        List.of(x, scaled, shift),
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
