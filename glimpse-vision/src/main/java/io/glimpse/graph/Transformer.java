package io.glimpse.graph;

import io.glimpse.checkpoint.TransformerShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The blocks of a transformer: {@code x += attention(norm(x)); x += perceptron(norm(x))}, or with
 * each norm behind the sum.
 *
 * <p>Tokens are rows of a matrix, so that every linear layer is one {@code Gemm} that adds its bias
 * as it goes and takes the weight as the checkpoint stores it.
 *
 * @param prefix of the names of all blocks, which a block's number follows
 * @param sequences the value that holds the shape [n, s, width] of the rows
 */
record Transformer(
    Layers layers,
    TransformerShape shape,
    BlockNames names,
    String prefix,
    String sequences,
    Attention attention) {

  /** Appends some blocks; x is [n · s, width]. */
  String blocks(String x, int from, int to) throws IOException {
    String tokens = x;
    for (int i = from; i < to; i++) {
      String attended =
          layers
              .graph()
              .node(
                  "Reshape",
                  List.of(attention(tokens, i), layers.graph().integers(-1, shape.width())));
      tokens = rest(tokens, attended, i);
    }
    return tokens;
  }

  /**
   * Appends all blocks where only some tokens are wanted, so that what comes behind the last
   * attention is computed for these alone.
   *
   * @param x [n · s, width]
   * @param select takes the wanted ones, as rows of that width, out of [n, s, width]
   */
  String blocks(String x, UnaryOperator<String> select) throws IOException {
    int last = shape.layers() - 1;
    String before = blocks(x, 0, last);
    String tokens = layers.graph().node("Reshape", List.of(before, sequences));
    return rest(select.apply(tokens), select.apply(attention(before, last)), last);
  }

  /** A block's norm of its attention. */
  String normed(String x, int block) throws IOException {
    return layers.layerNorm(x, name(block) + names.attentionNorm(), shape);
  }

  private String attention(String x, int block) throws IOException {
    String normed = names.normFirst() ? normed(x, block) : x;
    List<String> parts = new ArrayList<>();
    for (Linear projection : names.projections()) {
      String part = layers.linear(normed, projection.within(name(block)));
      parts.add(layers.graph().node("Reshape", List.of(part, sequences)));
    }
    return attention.append(parts.get(0), parts.get(1), parts.get(2));
  }

  /** What comes behind the attention. */
  private String rest(String x, String attended, int block) throws IOException {
    OnnxGraph graph = layers.graph();
    String start = name(block);
    String norm = start + names.perceptronNorm();
    String sum = graph.node("Add", List.of(x, layers.linear(attended, names.out().within(start))));
    if (names.normFirst()) {
      String normed = layers.layerNorm(sum, norm, shape);
      return graph.node("Add", List.of(sum, perceptron(normed, start)));
    }
    String normed = normed(sum, block);
    return layers.layerNorm(
        graph.node("Add", List.of(normed, perceptron(normed, start))), norm, shape);
  }

  private String perceptron(String x, String start) throws IOException {
    String hidden = layers.linear(x, names.up().within(start));
    Linear gate = names.gate();
    if (gate == null) {
      hidden = layers.activate(shape.activation(), hidden);
    } else {
      String open = layers.activate(shape.activation(), layers.linear(x, gate.within(start)));
      hidden = layers.graph().node("Mul", List.of(open, hidden));
    }
    return layers.linear(hidden, names.down().within(start));
  }

  private String name(int block) {
    return prefix + block + ".";
  }
}
