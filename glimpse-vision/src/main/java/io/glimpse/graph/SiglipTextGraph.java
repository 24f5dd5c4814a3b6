package io.glimpse.graph;

import io.glimpse.checkpoint.SiglipArchitecture.Text;
import io.glimpse.checkpoint.TransformerShape;
import java.io.IOException;
import java.util.List;

/**
 * SigLIP's text tower. All tokens attend to all, fillings too, and the last stands for the text:
 * every text has to be filled to the full context.
 */
final class SiglipTextGraph {

  private static final String PREFIX = "text_model.";

  private SiglipTextGraph() {}

  /** Appends the tower from ids [n, context] to features [n, d]. */
  static String append(Layers layers, Text tower, String ids) throws IOException {
    OnnxGraph graph = layers.graph();
    TransformerShape shape = tower.blocks();
    int width = shape.width();
    String x =
        TokenTable.append(
            layers,
            ids,
            PREFIX + "embeddings.token_embedding.weight",
            layers.weight(PREFIX + "embeddings.position_embedding.weight"));
    x = graph.node("Reshape", List.of(x, graph.integers(-1, width)));
    Transformer transformer =
        new Transformer(
            layers,
            shape,
            BlockNames.SIGLIP,
            PREFIX + "encoder.layers.",
            graph.integers(-1, tower.context(), width),
            (q, k, v) -> layers.attention(q, k, v, shape.heads(), false));
    x =
        transformer.blocks(
            x,
            tokens ->
                graph.node(
                    "Gather",
                    List.of(tokens, graph.index(tower.context() - 1)),
                    Attribute.of("axis", 1)));
    x = layers.layerNorm(x, PREFIX + "final_layer_norm", shape);
    String head = PREFIX + "head";
    return layers.weights().names().contains(head + ".weight") ? layers.linear(x, head) : x;
  }
}
