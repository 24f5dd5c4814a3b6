package io.glimpse.graph;

import java.util.List;

/**
 * The first tokens of every picture, as many as whoever runs the graph wants.
 *
 * <p>They are taken behind the last attention: a product for a single query runs in another order
 * of sums, and a picture's feature must not depend on which of its tokens were wanted.
 *
 * @param count the value that says how many, int64 [1]
 */
record FirstTokens(OnnxGraph graph, String count) {

  /** Appends the choice of them, [n · count, width], out of [n, s, width]. */
  String rows(String tokens, int width) {
    String first =
        graph.node("Slice", List.of(tokens, graph.integers(0), count, graph.integers(1)));
    return graph.node("Reshape", List.of(first, graph.integers(-1, width)));
  }

  /**
   * Appends the choice of one token and those that follow it, [n · count, width].
   *
   * @param one [n, 1, width]
   * @param others [n, s, width], of which one less than wanted is taken
   */
  String rowsAfter(String one, String others, int width) {
    String fewer = graph.node("Sub", List.of(count, graph.integers(1)));
    String some = graph.node("Slice", List.of(others, graph.integers(0), fewer, graph.integers(1)));
    String all = graph.node("Concat", List.of(one, some), Attribute.of("axis", 1));
    return graph.node("Reshape", List.of(all, graph.integers(-1, width)));
  }

  /** The value that holds their shape [-1, count, width]. */
  String shape(int width) {
    return graph.node(
        "Concat",
        List.of(graph.integers(-1), count, graph.integers(width)),
        Attribute.of("axis", 0));
  }
}
