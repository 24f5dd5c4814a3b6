package io.glimpse.graph;

import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import java.io.IOException;
import java.util.List;

/** A vision transformer that ends in {@code ln_post} and the projection of every token. */
final class VisionTransformerGraph {

  private VisionTransformerGraph() {}

  /** Appends the tower from pixels [n, 3, r, r] to the wanted tokens [n · wanted, d]. */
  static String append(
      Layers layers,
      ClipArchitecture architecture,
      VisionTransformer tower,
      String pixels,
      FirstTokens wanted)
      throws IOException {
    OnnxGraph graph = layers.graph();
    int width = tower.width();
    int grid = tower.grid();
    int tokens = 1 + grid * grid;
    // An empty first place, which the table of positions fills with the class token.
    String x =
        graph.node(
            "Pad", List.of(patches(layers, tower, pixels), graph.integers(0, 1, 0, 0, 0, 0)));
    x = graph.node("Add", List.of(x, positions(layers, width, tokens)));
    x = graph.node("Reshape", List.of(x, graph.integers(-1, width)));
    x = layers.layerNorm(x, "visual.ln_pre", width);
    Transformer transformer =
        new Transformer(
            layers,
            architecture.activation(),
            width,
            tower.heads(),
            graph.integers(-1, tokens, width),
            false);
    int last = tower.layers() - 1;
    for (int i = 0; i < last; i++) {
      x = transformer.block(x, "visual.transformer.resblocks." + i);
    }
    x =
        transformer.lastBlock(
            x, "visual.transformer.resblocks." + last, all -> wanted.rows(all, width));
    x = layers.layerNorm(x, "visual.ln_post", width);
    return graph.node("Gemm", List.of(x, layers.weight("visual.proj")));
  }

  /**
   * The embedding of patches, [n, h·w, width]: a convolution whose kernel is as large as its step
   * is a product with the patches as rows.
   */
  private static String patches(Layers layers, VisionTransformer tower, String pixels)
      throws IOException {
    OnnxGraph graph = layers.graph();
    int grid = tower.grid();
    int places = grid * grid;
    int patch = tower.patch();
    int values = 3 * patch * patch;
    String x =
        graph.node("Reshape", List.of(pixels, graph.integers(-1, 3, grid, patch, grid, patch)));
    x = graph.node("Transpose", List.of(x), Attribute.list("perm", 0, 2, 4, 1, 3, 5));
    x = graph.node("Reshape", List.of(x, graph.integers(-1, values)));
    String kernel = layers.weight("visual.conv1.weight", List.of(tower.width(), values));
    x = graph.node("Gemm", List.of(x, kernel), Attribute.of("transB", 1));
    return graph.node("Reshape", List.of(x, graph.integers(-1, places, tower.width())));
  }

  /** The table of positions, with the class token in its first row. */
  private static String positions(Layers layers, int width, int tokens) throws IOException {
    float[] table = layers.values("visual.positional_embedding");
    float[] classToken = layers.values("visual.class_embedding");
    for (int j = 0; j < width; j++) {
      table[j] += classToken[j];
    }
    return layers
        .graph()
        .weight(
            "visual.positional_embedding",
            List.of(1, tokens, width),
            (first, target) -> target.put(table, (int) first, target.remaining()));
  }
}
