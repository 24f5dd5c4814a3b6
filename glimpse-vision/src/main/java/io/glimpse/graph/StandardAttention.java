package io.glimpse.graph;

import java.util.List;

/** Attention of all queries to all keys in standard operators: {@code softmax(Q Kᵀ / √w) V}. */
final class StandardAttention {

  private final OnnxGraph graph;
  private final int heads;
  private final long width;

  /**
   * For some heads.
   *
   * @param width of a head
   */
  StandardAttention(OnnxGraph graph, int heads, long width) {
    this.graph = graph;
    this.heads = heads;
    this.width = width;
  }

  /** Appends it to queries, keys and values, each [n, s, heads · width]. */
  String append(String queries, String keys, String values) {
    return graph.node("Reshape", List.of(apart(queries, keys, values), joined()));
  }

  /** The same for an output that has a name already. */
  void appendInto(String output, String queries, String keys, String values) {
    graph.nodeInto(output, "Reshape", List.of(apart(queries, keys, values), joined()));
  }

  /** What is attended to, [n, s, heads, width]. */
  private String apart(String queries, String keys, String values) {
    String likeness =
        graph.node("MatMul", List.of(split(queries, 0, 2, 1, 3), split(keys, 0, 2, 3, 1)));
    float scale = (float) (1 / Math.sqrt((double) width));
    String scaled = graph.node("Mul", List.of(likeness, graph.scalar(scale)));
    String weights = graph.node("Softmax", List.of(scaled), Attribute.of("axis", -1));
    String attended = graph.node("MatMul", List.of(weights, split(values, 0, 2, 1, 3)));
    return graph.node("Transpose", List.of(attended), Attribute.list("perm", 0, 2, 1, 3));
  }

  private String split(String x, long... order) {
    String parts = graph.node("Reshape", List.of(x, graph.integers(0, 0, heads, width)));
    return graph.node("Transpose", List.of(parts), Attribute.list("perm", order));
  }

  private String joined() {
    return graph.integers(0, 0, heads * width);
  }
}
