package io.glimpse.onnx;

/** The smallest ONNX file that multiplies: {@code c = a bᵀ} for matrices of any size. */
final class GemmGraph {

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  /** Values of ONNX's enumerations. */
  private static final int FLOAT = 1;

  private static final int INT_ATTRIBUTE = 2;

  private GemmGraph() {}

  /** Inputs a [n, d] and b [m, d], output c [n, m]. */
  static byte[] model() {
    ProtobufWriter transB =
        new ProtobufWriter().string(1, "transB").integer(3, 1).integer(20, INT_ATTRIBUTE);
    ProtobufWriter node =
        new ProtobufWriter()
            .string(1, "a")
            .string(1, "b")
            .string(2, "c")
            .string(4, "Gemm")
            .message(5, transB);
    ProtobufWriter graph =
        new ProtobufWriter()
            .message(1, node)
            .string(2, "gemm")
            .message(11, matrix("a", "n", "d"))
            .message(11, matrix("b", "m", "d"))
            .message(12, matrix("c", "n", "m"));
    return new ProtobufWriter()
        .integer(1, IR_VERSION)
        .message(7, graph)
        .message(8, new ProtobufWriter().integer(2, OPSET))
        .toByteArray();
  }

  private static ProtobufWriter matrix(String name, String rows, String columns) {
    ProtobufWriter shape =
        new ProtobufWriter()
            .message(1, new ProtobufWriter().string(2, rows))
            .message(1, new ProtobufWriter().string(2, columns));
    ProtobufWriter tensor = new ProtobufWriter().integer(1, FLOAT).message(2, shape);
    return new ProtobufWriter().string(1, name).message(2, new ProtobufWriter().message(1, tensor));
  }
}
