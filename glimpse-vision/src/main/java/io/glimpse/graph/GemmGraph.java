package io.glimpse.graph;

import java.util.List;

/** The smallest ONNX files that multiply, for matrices of any size. */
public final class GemmGraph {

  private GemmGraph() {}

  /** {@code c = a bᵀ}: inputs a [n, d] and b [m, d], output c [n, m]. */
  public static byte[] transposed() {
    return model(1, Axis.of("m"), Axis.of("d"));
  }

  /** {@code c = a b}: inputs a [n, d] and b [d, m], output c [n, m]. */
  public static byte[] untransposed() {
    return model(0, Axis.of("d"), Axis.of("m"));
  }

  private static byte[] model(int transposed, Axis rows, Axis columns) {
    OnnxGraph graph = new OnnxGraph("gemm");
    String a = graph.input("a", OnnxGraph.FLOAT, Axis.of("n"), Axis.of("d"));
    String b = graph.input("b", OnnxGraph.FLOAT, rows, columns);
    graph.nodeInto("c", "Gemm", List.of(a, b), Attribute.of("transB", transposed));
    graph.output("c", Axis.of("n"), Axis.of("m"));
    return graph.model();
  }
}
