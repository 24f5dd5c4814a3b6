package io.glimpse.graph;

import io.glimpse.checkpoint.Grid;
import io.glimpse.checkpoint.PictureSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A vision transformer for pictures of one size, without what its tokens go through behind it. */
final class VisionTransformerGraph {

  private final Layers layers;
  private final OnnxGraph graph;
  private final VisionTower tower;
  private final Grid grid;
  private final Transformer transformer;

  private VisionTransformerGraph(Layers layers, VisionTower tower, Grid grid) throws IOException {
    this.layers = layers;
    this.graph = layers.graph();
    this.tower = tower;
    this.grid = grid;
    this.transformer =
        new Transformer(
            layers,
            tower.shape(),
            tower.names(),
            tower.blocks(),
            graph.integers(-1, tower.tokens(grid), tower.shape().width()),
            tower.attention(layers, grid));
  }

  /**
   * Appends a tower from pixels [n, 3, height, width] to the wanted tokens [n · wanted, width]
   * behind its last norm.
   */
  static String append(
      Layers layers, VisionTower tower, PictureSize size, String pixels, FirstTokens wanted)
      throws IOException {
    VisionTransformerGraph net =
        new VisionTransformerGraph(layers, tower, size.grid(tower.patch()));
    String x = net.embedded(pixels, size);
    x = net.transformer.blocks(x, all -> wanted.rows(all, tower.shape().width()));
    return layers.layerNorm(x, tower.lastNorm(), tower.shape());
  }

  /** Appends a tower to all its tokens behind its last norm, [n · tokens, width]. */
  static String append(Layers layers, VisionTower tower, PictureSize size, String pixels)
      throws IOException {
    VisionTransformerGraph net =
        new VisionTransformerGraph(layers, tower, size.grid(tower.patch()));
    String x = net.transformer.blocks(net.embedded(pixels, size), 0, tower.shape().layers());
    return layers.layerNorm(x, tower.lastNorm(), tower.shape());
  }

  /** How many blocks lie before each of the middle layers: a third of them, and two thirds. */
  static List<Integer> middles(VisionTower tower) {
    int layers = tower.shape().layers();
    int first = Math.max(1, Math.round(layers / 3f));
    int second = Math.min(layers, Math.max(first + 1, Math.round(2 * layers / 3f)));
    return first == second ? List.of(first) : List.of(first, second);
  }

  /**
   * Appends a tower up to its middle layers, for pictures of another size.
   *
   * @param pixels [n, 3, r, r] with r = side · patch
   * @param side rows and columns of places
   * @return what the norm behind each of them gives of the places, [n, width, side, side]
   */
  static List<String> appendMiddles(Layers layers, VisionTower tower, String pixels, int side)
      throws IOException {
    VisionTransformerGraph net = new VisionTransformerGraph(layers, tower, Grid.square(side));
    String x = net.embedded(pixels, PictureSize.square(side * tower.patch()));
    List<String> middles = new ArrayList<>();
    int done = 0;
    for (int depth : middles(tower)) {
      x = net.transformer.blocks(x, done, depth);
      done = depth;
      middles.add(
          net.places(
              depth < tower.shape().layers()
                  ? net.transformer.normed(x, depth)
                  : layers.layerNorm(x, tower.lastNorm(), tower.shape())));
    }
    return middles;
  }

  /** The rows of places as a picture, [n, width, rows, columns]. */
  private String places(String rows) {
    String x = graph.node("Reshape", List.of(rows, transformer.sequences()));
    int first = tower.classTokens();
    if (tower.tokens(grid) > grid.places()) {
      x =
          graph.node(
              "Slice",
              List.of(
                  x,
                  graph.integers(first),
                  graph.integers(first + grid.places()),
                  graph.integers(1)));
    }
    x = graph.node("Transpose", List.of(x), Attribute.list("perm", 0, 2, 1));
    return graph.node(
        "Reshape",
        List.of(x, graph.integers(-1, tower.shape().width(), grid.rows(), grid.columns())));
  }

  /** What goes into the first block, [n · tokens, width]. */
  private String embedded(String pixels, PictureSize size) throws IOException {
    int width = tower.shape().width();
    String x = patches(whole(pixels, size));
    if (tower.tokens(grid) > grid.places()) {
      // Empty places, which the table fills with the class token and with registers.
      x =
          graph.node(
              "Pad",
              List.of(x, graph.integers(0, tower.classTokens(), 0, 0, tower.registers(), 0)));
    }
    String table =
        graph.weight("table", List.of(1, tower.tokens(grid), width), tower.table(layers, grid));
    x = graph.node("Add", List.of(x, table));
    return tower.embedded(layers, graph.node("Reshape", List.of(x, graph.integers(-1, width))));
  }

  /** The pixels that are in whole patches. */
  private String whole(String pixels, PictureSize size) {
    int height = grid.rows() * tower.patch();
    int width = grid.columns() * tower.patch();
    return height == size.height() && width == size.width()
        ? pixels
        : graph.node(
            "Slice",
            List.of(
                pixels, graph.integers(0, 0), graph.integers(height, width), graph.integers(2, 3)));
  }

  /**
   * The embedding of patches, [n, places, width]: a convolution whose kernel is as large as its
   * step is a product with the patches as rows.
   */
  private String patches(String pixels) throws IOException {
    int patch = tower.patch();
    int values = 3 * patch * patch;
    int width = tower.shape().width();
    String x =
        graph.node(
            "Reshape",
            List.of(pixels, graph.integers(-1, 3, grid.rows(), patch, grid.columns(), patch)));
    x = graph.node("Transpose", List.of(x), Attribute.list("perm", 0, 2, 4, 1, 3, 5));
    x = graph.node("Reshape", List.of(x, graph.integers(-1, values)));
    String kernel = layers.weight(tower.kernel(), List.of(width, values));
    x = graph.node("Gemm", List.of(x, kernel), Attribute.of("transB", 1));
    return graph.node("Reshape", List.of(x, graph.integers(-1, grid.places(), width)));
  }
}
