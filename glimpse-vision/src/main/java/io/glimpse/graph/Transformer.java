package io.glimpse.graph;

import io.glimpse.checkpoint.Activation;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The blocks of a CLIP transformer: {@code x += attention(norm(x)); x += perceptron(norm(x))}.
 *
 * <p>Tokens are rows of a matrix, so that every linear layer is one {@code Gemm} that adds its bias
 * as it goes and takes the weight as the checkpoint stores it.
 *
 * @param width of a token
 * @param sequences the value that holds the shape [n, s, width] of the rows
 * @param causal whether a token attends to itself and earlier ones only
 */
record Transformer(
    Layers layers, Activation activation, int width, int heads, String sequences, boolean causal) {

  private static final float QUICK_GELU_SLOPE = 1.702f;

  /** Appends a block; x is [n · s, width]. */
  String block(String x, String prefix) throws IOException {
    OnnxGraph graph = layers.graph();
    String attended =
        graph.node("Reshape", List.of(attention(x, prefix), graph.integers(-1, width)));
    return perceptron(x, attended, prefix);
  }

  /**
   * Appends a block of which only some tokens are wanted, so that all after its attention is
   * computed for these alone.
   *
   * @param select takes the wanted ones, as rows of that width, out of [n, s, width]
   */
  String lastBlock(String x, String prefix, UnaryOperator<String> select) throws IOException {
    String tokens = layers.graph().node("Reshape", List.of(x, sequences));
    return perceptron(select.apply(tokens), select.apply(attention(x, prefix)), prefix);
  }

  private String attention(String x, String prefix) throws IOException {
    String normed = layers.layerNorm(x, prefix + ".ln_1", width);
    String[] parts = new String[3];
    for (int i = 0; i < parts.length; i++) {
      String part = layers.linearPart(normed, prefix + ".attn.in_proj", i, width);
      parts[i] = layers.graph().node("Reshape", List.of(part, sequences));
    }
    return layers.attention(parts[0], parts[1], parts[2], heads, causal);
  }

  private String perceptron(String x, String attended, String prefix) throws IOException {
    OnnxGraph graph = layers.graph();
    String between =
        graph.node("Add", List.of(x, layers.linear(attended, prefix + ".attn.out_proj")));
    String normed = layers.layerNorm(between, prefix + ".ln_2", width);
    String hidden = activate(layers.linear(normed, prefix + ".mlp.c_fc"));
    return graph.node("Add", List.of(between, layers.linear(hidden, prefix + ".mlp.c_proj")));
  }

  private String activate(String x) {
    OnnxGraph graph = layers.graph();
    return switch (activation) {
      case QUICK_GELU ->
          graph.contrib("QuickGelu", List.of(x), Attribute.of("alpha", QUICK_GELU_SLOPE));
      case GELU -> graph.contrib("Gelu", List.of(x));
    };
  }
}
