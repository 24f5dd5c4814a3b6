package io.glimpse.export;

import io.glimpse.graph.Attribute;
import io.glimpse.graph.OnnxGraph;
import io.glimpse.image.Filter;
import java.util.List;

/**
 * Pillow's anti-aliased filters along one axis, in a graph, to the bit: 8-bit samples, weights of
 * 22 fraction bits, sums rounded to bytes.
 *
 * <p>With scale r = in / out, filter scale q = max(r, 1), support p (2 of bicubic, 1 of bilinear)
 * and c = (i + 1/2) r, output position i draws on the source positions from ⌊c - p q + 1/2⌋ up to
 * ⌊c + p q + 1/2⌋ with weights {@code f((j - c + 1/2) / q)} over their sum. The operator of ONNX
 * that resizes rounds weights otherwise: one byte in 7,000 differs, which int8 networks make more
 * of than they should.
 *
 * <p>Output positions are taken in blocks, each with the window of the source that it draws on, so
 * that a block is one product of matrices and few of its weights are zero. Products are exact in
 * float64.
 *
 * @param graph that it is in
 * @param size wanted output positions s
 * @param indices value that holds the positions of every block's window, int64 [blocks, window]
 * @param weights value that holds their weights, float64 [blocks, window, s / blocks]
 * @param begin value that holds the first source position of all, int64 [1]
 * @param end value that holds the one behind the last, int64 [1]
 */
record AxisSteps(
    OnnxGraph graph, int size, String indices, String weights, String begin, String end) {

  private static final double A = -0.5;
  private static final double UNIT = 1 << 22;

  /** Output positions of a block, at most. */
  private static final int MOST = 16;

  /**
   * Appends the weights of an axis.
   *
   * @param size wanted output positions
   * @param in value that holds the source's length, int64 [1]
   * @param out value that holds the length of all that it is resized to, int64 [1]
   * @param wanted value that holds the output positions that are wanted, whole float64 [size]
   */
  static AxisSteps append(
      OnnxGraph graph, Filter filter, int size, String in, String out, String wanted) {
    return new Weights(graph, filter, size, in).of(out, wanted);
  }

  private static int block(int size) {
    int block = Math.min(MOST, size);
    while (size % block != 0) {
      block--;
    }
    return block;
  }

  /**
   * Appends the filter.
   *
   * @param x value that holds the samples, uint8 [rows, n]
   * @param windows the {@link #indices} among the n
   * @return the value that holds whole numbers of 0 to 255, float64 [rows, s]
   */
  String resize(String x, String windows) {
    String taken = graph.node("Gather", List.of(x, windows), Attribute.of("axis", 1));
    String blocks = graph.node("Transpose", List.of(taken), Attribute.list("perm", 1, 0, 2));
    String exact = graph.node("Cast", List.of(blocks), Attribute.of("to", OnnxGraph.DOUBLE));
    String sums = graph.node("MatMul", List.of(exact, weights));
    String shifted = graph.node("Add", List.of(sums, graph.float64(UNIT / 2)));
    String whole =
        graph.node("Floor", List.of(graph.node("Mul", List.of(shifted, graph.float64(1 / UNIT)))));
    String bytes = graph.node("Clip", List.of(whole, graph.float64(0), graph.float64(255)));
    String rows = graph.node("Transpose", List.of(bytes), Attribute.list("perm", 1, 0, 2));
    return graph.node("Reshape", List.of(rows, graph.integers(-1, size)));
  }

  /** The weights in the making; all values are float64 unless they are positions. */
  private record Weights(OnnxGraph graph, Filter filter, int size, String in) {

    AxisSteps of(String out, String wanted) {
      int block = block(size);
      long blocks = size / block;
      String length = real(in);
      String scale = op("Div", length, real(out));
      String filterScale = op("Max", scale, number(1));
      String reach = op("Mul", filterScale, number(filter == Filter.BICUBIC ? 2 : 1));
      String places = op("Add", wanted, number(0.5));
      String centres =
          graph.node(
              "Reshape", List.of(op("Mul", places, scale), graph.integers(blocks, block, 1)));
      String low = op("Max", floor(op("Add", op("Sub", centres, reach), number(0.5))), number(0));
      String high = op("Min", floor(op("Add", op("Add", centres, reach), number(0.5))), length);

      String starts = reduced("ReduceMin", low, 1, 2);
      String ends = reduced("ReduceMax", high, 1, 2);
      String window = reduced("ReduceMax", op("Sub", ends, starts), 0, 1, 2);
      String end = reduced("ReduceMax", high, 0, 1, 2);
      // A window that would reach over the end begins earlier.
      starts = op("Min", starts, op("Sub", end, window));
      String steps =
          graph.node(
              "Range",
              List.of(
                  number(0), graph.node("Reshape", List.of(window, graph.integers())), number(1)));
      String positions = op("Add", starts, steps);
      String near =
          graph.node(
              "And",
              List.of(
                  graph.node("GreaterOrEqual", List.of(positions, low)),
                  graph.node("Less", List.of(positions, high))));
      String distance = op("Add", op("Sub", positions, centres), number(0.5));
      distance = graph.node("Abs", List.of(op("Mul", distance, op("Div", number(1), filterScale))));
      String real = graph.node("Where", List.of(near, weight(distance), number(0)));
      String sum = graph.node("ReduceSum", List.of(real, graph.integers(2)));
      return new AxisSteps(
          graph,
          size,
          integers(graph.node("Squeeze", List.of(positions, graph.integers(1)))),
          graph.node(
              "Transpose",
              List.of(fixedPoint(op("Div", real, sum))),
              Attribute.list("perm", 0, 2, 1)),
          integers(one(reduced("ReduceMin", low, 0, 1, 2))),
          integers(one(end)));
    }

    private String weight(String distance) {
      return filter == Filter.BICUBIC
          ? bicubic(distance)
          : op("Max", op("Sub", number(1), distance), number(0));
    }

    /** {@code (1.5 d - 2.5) d² + 1} below 1, {@code ((d - 5) d + 8) d - 4) A} below 2, else 0. */
    private String bicubic(String d) {
      String inner =
          op(
              "Add",
              op("Mul", op("Mul", op("Sub", op("Mul", d, number(A + 2)), number(A + 3)), d), d),
              number(1));
      String outer = op("Add", op("Mul", op("Sub", d, number(5)), d), number(8));
      outer = op("Mul", op("Sub", op("Mul", outer, d), number(4)), number(A));
      String beyond =
          graph.node("Where", List.of(graph.node("Less", List.of(d, number(2))), outer, number(0)));
      return graph.node("Where", List.of(graph.node("Less", List.of(d, number(1))), inner, beyond));
    }

    /** To the nearest whole number of 22 fraction bits, halves away from 0. */
    private String fixedPoint(String weight) {
      String magnitude =
          floor(
              op("Add", op("Mul", graph.node("Abs", List.of(weight)), number(UNIT)), number(0.5)));
      return op("Mul", magnitude, graph.node("Sign", List.of(weight)));
    }

    private String reduced(String operator, String x, long... axes) {
      return graph.node(
          operator, List.of(x), Attribute.list("axes", axes), Attribute.of("keepdims", 1));
    }

    private String one(String x) {
      return graph.node("Reshape", List.of(x, graph.integers(1)));
    }

    private String op(String operator, String a, String b) {
      return graph.node(operator, List.of(a, b));
    }

    private String floor(String x) {
      return graph.node("Floor", List.of(x));
    }

    private String number(double value) {
      return graph.float64(value);
    }

    private String real(String integers) {
      return graph.node("Cast", List.of(integers), Attribute.of("to", OnnxGraph.DOUBLE));
    }

    private String integers(String real) {
      return graph.node("Cast", List.of(real), Attribute.of("to", OnnxGraph.INT64));
    }
  }
}
