package io.glimpse.graph;

import java.util.List;

/** The smallest ONNX file that multiplies: {@code c = a bᵀ} for matrices of any size. */
public final class GemmGraph {

  private GemmGraph() {}

  /** Inputs a [n, d] and b [m, d], output c [n, m]. */
  public static byte[] model() {
    OnnxGraph graph = new OnnxGraph("gemm");
    String a = graph.input("a", OnnxGraph.FLOAT, Axis.of("n"), Axis.of("d"));
    String b = graph.input("b", OnnxGraph.FLOAT, Axis.of("m"), Axis.of("d"));
    graph.nodeInto("c", "Gemm", List.of(a, b), Attribute.of("transB", 1));
    graph.output("c", Axis.of("n"), Axis.of("m"));
    return graph.model();
  }
}
