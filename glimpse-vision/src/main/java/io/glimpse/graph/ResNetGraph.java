package io.glimpse.graph;

import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import java.io.IOException;
import java.util.List;

/** CLIP's modified ResNet, whose attention pool asks at every place and not for the mean alone. */
final class ResNetGraph {

  /** How much wider a bottleneck's output is than its inside. */
  private static final int EXPANSION = 4;

  private final Layers layers;
  private final OnnxGraph graph;

  private ResNetGraph(Layers layers) {
    this.layers = layers;
    this.graph = layers.graph();
  }

  /** Appends the tower from pixels [n, 3, r, r] to the wanted tokens [n · wanted, d]. */
  static String append(Layers layers, ResNet tower, String pixels, FirstTokens wanted)
      throws IOException {
    ResNetGraph net = new ResNetGraph(layers);
    String x = net.stem(pixels);
    for (int stage = 0; stage < tower.blocks().size(); stage++) {
      x = net.stage(x, tower, stage);
    }
    int width = width(tower, 3);
    String attended = net.attentionPool(x, width, tower.grid() * tower.grid(), tower.heads());
    return layers.linear(wanted.rows(attended, width), "visual.attnpool.c_proj");
  }

  /** Channels behind a stage, counted from 0. */
  static int width(ResNet tower, int stage) {
    return (tower.width() << stage) * EXPANSION;
  }

  /**
   * Appends the tower up to its third stage, for pictures of any size that 16 divides.
   *
   * @return what the second and the third give, [n, width, h, w] of 1/8 and 1/16 of the picture
   */
  static List<String> appendMiddles(Layers layers, ResNet tower, String pixels) throws IOException {
    ResNetGraph net = new ResNetGraph(layers);
    String second = net.stage(net.stage(net.stem(pixels), tower, 0), tower, 1);
    return List.of(second, net.stage(second, tower, 2));
  }

  private String stage(String input, ResNet tower, int stage) throws IOException {
    String x = input;
    for (int block = 0; block < tower.blocks().get(stage); block++) {
      int stride = stage > 0 && block == 0 ? 2 : 1;
      x = bottleneck(x, "visual.layer" + (stage + 1) + "." + block, stride);
    }
    return x;
  }

  private String stem(String pixels) throws IOException {
    String x = pixels;
    for (int i = 1; i <= 3; i++) {
      x = relu(layers.convolution(x, "visual.conv" + i, "visual.bn" + i, i == 1 ? 2 : 1));
    }
    return averagePool(x);
  }

  private String bottleneck(String x, String prefix, int stride) throws IOException {
    String y = relu(layers.convolution(x, prefix + ".conv1", prefix + ".bn1", 1));
    y = relu(layers.convolution(y, prefix + ".conv2", prefix + ".bn2", 1));
    // CLIP's networks step by pooling and never by a convolution.
    y = stride == 1 ? y : averagePool(y);
    y = layers.convolution(y, prefix + ".conv3", prefix + ".bn3", 1);
    String identity = x;
    if (layers.weights().names().contains(prefix + ".downsample.0.weight")) {
      identity = stride == 1 ? identity : averagePool(identity);
      identity =
          layers.convolution(identity, prefix + ".downsample.0", prefix + ".downsample.1", 1);
    }
    return relu(graph.node("Add", List.of(y, identity)));
  }

  /**
   * Attention among the places and their mean, which comes first.
   *
   * @param x [n, width, h, w]
   * @return [n, 1 + h·w, width]
   */
  private String attentionPool(String x, int width, int places, int heads) throws IOException {
    String prefix = "visual.attnpool";
    String flat = graph.node("Reshape", List.of(x, graph.integers(-1, width, places)));
    String rows = graph.node("Transpose", List.of(flat), Attribute.list("perm", 0, 2, 1));
    String mean =
        graph.node(
            "ReduceMean", List.of(rows), Attribute.list("axes", 1), Attribute.of("keepdims", 1));
    String tokens = graph.node("Concat", List.of(mean, rows), Attribute.of("axis", 1));
    tokens = graph.node("Add", List.of(tokens, layers.weight(prefix + ".positional_embedding")));
    tokens = graph.node("Reshape", List.of(tokens, graph.integers(-1, width)));
    String sequences = graph.integers(-1, 1 + places, width);
    String q = graph.node("Reshape", List.of(layers.linear(tokens, prefix + ".q_proj"), sequences));
    String k = graph.node("Reshape", List.of(layers.linear(tokens, prefix + ".k_proj"), sequences));
    String v = graph.node("Reshape", List.of(layers.linear(tokens, prefix + ".v_proj"), sequences));
    return layers.attention(q, k, v, heads, false);
  }

  private String relu(String x) {
    return graph.node("Relu", List.of(x));
  }

  private String averagePool(String x) {
    return graph.node(
        "AveragePool",
        List.of(x),
        Attribute.list("kernel_shape", 2, 2),
        Attribute.list("strides", 2, 2));
  }
}
