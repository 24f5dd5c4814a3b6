package io.glimpse.graph;

import java.io.IOException;
import java.util.List;

/** What a text tower begins with: a row for every id, and one for every position. */
final class TokenTable {

  private TokenTable() {}

  /**
   * Appends it to ids [n, s], which become [n, s, width].
   *
   * @param tokens the tensor [vocabulary, width]
   * @param positions the value [positions, width], of which the first s are taken
   */
  static String append(Layers layers, String ids, String tokens, String positions)
      throws IOException {
    OnnxGraph graph = layers.graph();
    String length =
        graph.node("Shape", List.of(ids), Attribute.of("start", 1), Attribute.of("end", 2));
    String first =
        graph.node("Slice", List.of(positions, graph.integers(0), length, graph.integers(0)));
    String x = graph.node("Gather", List.of(layers.weight(tokens), ids));
    return graph.node("Add", List.of(x, first));
  }
}
