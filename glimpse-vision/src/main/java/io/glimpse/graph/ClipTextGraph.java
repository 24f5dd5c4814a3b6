package io.glimpse.graph;

import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.Text;
import io.glimpse.checkpoint.TransformerShape;
import java.io.IOException;
import java.util.List;

/**
 * CLIP's text tower. As nothing in it looks ahead, a text's feature depends on nothing behind its
 * end: columns that no text of a batch reaches may be left out.
 */
final class ClipTextGraph {

  private ClipTextGraph() {}

  /** Appends the tower from ids [n, s] to features [n, d], those at each text's end. */
  static String append(Layers layers, ClipArchitecture architecture, String ids)
      throws IOException {
    OnnxGraph graph = layers.graph();
    Text tower = architecture.text();
    TransformerShape shape =
        new TransformerShape(
            tower.width(),
            tower.layers(),
            tower.heads(),
            architecture.activation(),
            TransformerShape.CLIP_EPSILON);
    String x =
        TokenTable.append(
            layers, ids, "token_embedding.weight", layers.weight("positional_embedding"));
    String sequences = graph.node("Shape", List.of(x));
    x = graph.node("Reshape", List.of(x, graph.integers(-1, shape.width())));
    String end =
        graph.node(
            "ArgMax",
            List.of(marks(graph, tower, ids)),
            Attribute.of("axis", 1),
            Attribute.of("keepdims", 1));
    Transformer transformer =
        new Transformer(
            layers,
            shape,
            BlockNames.CLIP,
            "transformer.resblocks.",
            sequences,
            (q, k, v) -> layers.attention(q, k, v, shape.heads(), true));
    x =
        transformer.blocks(
            x,
            tokens -> graph.node("GatherND", List.of(tokens, end), Attribute.of("batch_dims", 1)));
    x = layers.layerNorm(x, "ln_final", shape);
    return graph.node("Gemm", List.of(x, layers.weight("text_projection")));
  }

  /** Numbers [n, s], the first greatest of which is at a text's end. */
  private static String marks(OnnxGraph graph, Text tower, String ids) {
    if (tower.end().isEmpty()) {
      return ids;
    }
    String ends = graph.node("Equal", List.of(ids, graph.integers(tower.end().getAsInt())));
    return graph.node("Cast", List.of(ends), Attribute.of("to", OnnxGraph.INT64));
  }
}
