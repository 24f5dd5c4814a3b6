package io.glimpse.graph;

import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A vision transformer that ends in {@code ln_post} and the projection of every token. */
final class VisionTransformerGraph {

  private static final String BLOCK = "visual.transformer.resblocks.";

  private VisionTransformerGraph() {}

  /** Appends the tower from pixels [n, 3, r, r] to the wanted tokens [n · wanted, d]. */
  static String append(
      Layers layers,
      ClipArchitecture architecture,
      VisionTransformer tower,
      String pixels,
      FirstTokens wanted)
      throws IOException {
    int width = tower.width();
    Transformer transformer = transformer(layers, architecture, tower, tower.grid());
    String x = embedded(layers, tower, pixels, tower.grid());
    int last = tower.layers() - 1;
    for (int i = 0; i < last; i++) {
      x = transformer.block(x, BLOCK + i);
    }
    x = transformer.lastBlock(x, BLOCK + last, all -> wanted.rows(all, width));
    x = layers.layerNorm(x, "visual.ln_post", width);
    return layers.graph().node("Gemm", List.of(x, layers.weight("visual.proj")));
  }

  /** How many blocks lie before each of the middle layers: a third of them, and two thirds. */
  static List<Integer> middles(VisionTransformer tower) {
    int layers = tower.layers();
    int first = Math.max(1, Math.round(layers / 3f));
    int second = Math.min(layers, Math.max(first + 1, Math.round(2 * layers / 3f)));
    return first == second ? List.of(first) : List.of(first, second);
  }

  /**
   * Appends the tower up to its middle layers, for pictures of another size.
   *
   * @param pixels [n, 3, r, r] with r = grid · patch
   * @param grid at least that of the tower
   * @return what the norm behind each of them gives of the places, [n, width, grid, grid]
   */
  static List<String> appendMiddles(
      Layers layers,
      ClipArchitecture architecture,
      VisionTransformer tower,
      String pixels,
      int grid)
      throws IOException {
    Transformer transformer = transformer(layers, architecture, tower, grid);
    String x = embedded(layers, tower, pixels, grid);
    List<String> middles = new ArrayList<>();
    int done = 0;
    for (int depth : middles(tower)) {
      for (; done < depth; done++) {
        x = transformer.block(x, BLOCK + done);
      }
      String norm = depth < tower.layers() ? BLOCK + depth + ".ln_1" : "visual.ln_post";
      String normed = layers.layerNorm(x, norm, tower.width());
      middles.add(places(layers.graph(), normed, transformer.sequences(), tower.width(), grid));
    }
    return middles;
  }

  /** The rows without the class token as a picture, [n, width, grid, grid]. */
  private static String places(
      OnnxGraph graph, String rows, String sequences, int width, int grid) {
    String x = graph.node("Reshape", List.of(rows, sequences));
    x =
        graph.node(
            "Slice",
            List.of(x, graph.integers(1), graph.integers(Integer.MAX_VALUE), graph.integers(1)));
    x = graph.node("Transpose", List.of(x), Attribute.list("perm", 0, 2, 1));
    return graph.node("Reshape", List.of(x, graph.integers(-1, width, grid, grid)));
  }

  private static Transformer transformer(
      Layers layers, ClipArchitecture architecture, VisionTransformer tower, int grid) {
    return new Transformer(
        layers,
        architecture.activation(),
        tower.width(),
        tower.heads(),
        layers.graph().integers(-1, 1L + (long) grid * grid, tower.width()),
        false);
  }

  /** What goes into the first block, [n · (1 + grid²), width]. */
  private static String embedded(Layers layers, VisionTransformer tower, String pixels, int grid)
      throws IOException {
    OnnxGraph graph = layers.graph();
    // An empty first place, which the table of positions fills with the class token.
    String x =
        graph.node(
            "Pad", List.of(patches(layers, tower, pixels, grid), graph.integers(0, 1, 0, 0, 0, 0)));
    x = graph.node("Add", List.of(x, positions(layers, tower, grid)));
    x = graph.node("Reshape", List.of(x, graph.integers(-1, tower.width())));
    return layers.layerNorm(x, "visual.ln_pre", tower.width());
  }

  /**
   * The embedding of patches, [n, h·w, width]: a convolution whose kernel is as large as its step
   * is a product with the patches as rows.
   */
  private static String patches(Layers layers, VisionTransformer tower, String pixels, int grid)
      throws IOException {
    OnnxGraph graph = layers.graph();
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
  private static String positions(Layers layers, VisionTransformer tower, int grid)
      throws IOException {
    int width = tower.width();
    float[] table =
        PlaceTable.enlarged(
            layers.values("visual.positional_embedding"), tower.grid(), grid, width);
    float[] classToken = layers.values("visual.class_embedding");
    for (int j = 0; j < width; j++) {
      table[j] += classToken[j];
    }
    return layers
        .graph()
        .weight(
            "visual.positional_embedding",
            List.of(1, 1 + grid * grid, width),
            (first, target) -> target.put(table, (int) first, target.remaining()));
  }
}
