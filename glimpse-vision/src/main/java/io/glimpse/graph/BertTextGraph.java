package io.glimpse.graph;

import io.glimpse.checkpoint.ChineseClipArchitecture.Text;
import io.glimpse.checkpoint.TransformerShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Chinese-CLIP's text tower. No token attends to fillings, so that it makes no difference how many
 * there are.
 */
final class BertTextGraph {

  private static final String PREFIX = "bert.";
  private static final String EMBEDDINGS = PREFIX + "embeddings.";

  private BertTextGraph() {}

  /** Appends the tower from ids [n, s], 0 for fillings, to features [n, d]. */
  static String append(Layers layers, Text tower, String ids) throws IOException {
    OnnxGraph graph = layers.graph();
    TransformerShape shape = tower.blocks();
    int width = shape.width();
    String x =
        TokenTable.append(
            layers, ids, EMBEDDINGS + "word_embeddings.weight", positions(layers, tower));
    String sequences = graph.node("Shape", List.of(x));
    x = graph.node("Reshape", List.of(x, graph.integers(-1, width)));
    x = layers.layerNorm(x, EMBEDDINGS + "LayerNorm", shape);
    String isToken = graph.node("Greater", List.of(ids, graph.integers(0)));
    String mask = graph.node("Cast", List.of(isToken), Attribute.of("to", OnnxGraph.INT32));
    Transformer transformer =
        new Transformer(
            layers,
            shape,
            BlockNames.BERT,
            PREFIX + "encoder.layer.",
            sequences,
            (q, k, v) -> layers.maskedAttention(q, k, v, shape.heads(), mask));
    x =
        transformer.blocks(
            x,
            tokens ->
                graph.node("Gather", List.of(tokens, graph.index(0)), Attribute.of("axis", 1)));
    return graph.node("Gemm", List.of(x, layers.weight("text_projection")));
  }

  /** The table of positions, and what tells BERT that all is of one sentence. */
  private static String positions(Layers layers, Text tower) throws IOException {
    String name = EMBEDDINGS + "position_embeddings.weight";
    float[] table = layers.values(name);
    float[] types = layers.values(EMBEDDINGS + "token_type_embeddings.weight");
    PlaceTable.add(table, 0, tower.positions(), Arrays.copyOf(types, tower.blocks().width()));
    return layers.graph().weight(name, List.of(tower.positions(), tower.blocks().width()), table);
  }
}
