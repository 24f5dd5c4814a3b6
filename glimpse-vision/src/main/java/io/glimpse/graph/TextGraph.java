package io.glimpse.graph;

import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.Text;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The text tower. As nothing in it looks ahead, a text's feature depends on nothing behind its end:
 * columns that no text of a batch reaches may be left out.
 */
final class TextGraph {

  private TextGraph() {}

  /** Appends the tower from ids [n, s] to features [n, d], those at each text's greatest id. */
  static String append(Layers layers, ClipArchitecture architecture, String ids)
      throws IOException {
    OnnxGraph graph = layers.graph();
    Text tower = architecture.text();
    int width = tower.width();
    String length =
        graph.node("Shape", List.of(ids), Attribute.of("start", 1), Attribute.of("end", 2));
    String positions =
        graph.node(
            "Slice",
            List.of(
                layers.weight("positional_embedding"),
                graph.integers(0),
                length,
                graph.integers(0)));
    String x = graph.node("Gather", List.of(layers.weight("token_embedding.weight"), ids));
    x = graph.node("Add", List.of(x, positions));
    String sequences = graph.node("Shape", List.of(x));
    x = graph.node("Reshape", List.of(x, graph.integers(-1, width)));
    String end =
        graph.node("ArgMax", List.of(ids), Attribute.of("axis", 1), Attribute.of("keepdims", 1));
    UnaryOperator<String> atEnd =
        tokens -> graph.node("GatherND", List.of(tokens, end), Attribute.of("batch_dims", 1));
    Transformer transformer =
        new Transformer(layers, architecture.activation(), width, tower.heads(), sequences, true);
    int last = tower.layers() - 1;
    for (int i = 0; i < last; i++) {
      x = transformer.block(x, "transformer.resblocks." + i);
    }
    x = transformer.lastBlock(x, "transformer.resblocks." + last, atEnd);
    x = layers.layerNorm(x, "ln_final", width);
    return graph.node("Gemm", List.of(x, layers.weight("text_projection")));
  }
}
