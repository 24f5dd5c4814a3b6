package io.glimpse.export;

import io.glimpse.graph.Attribute;
import io.glimpse.graph.OnnxGraph;
import io.glimpse.image.Fit;
import io.glimpse.image.Preprocessing;
import java.util.List;

/**
 * Where what an encoder sees lies in a picture that was resized, in a graph, by its {@link Fit}.
 * Whole numbers are divided as torchvision does, ratios of float64 as open_clip does.
 */
final class FitSteps {

  private final OnnxGraph graph;
  private final Preprocessing preprocessing;
  private final String resized;
  private final String first;

  private FitSteps(OnnxGraph graph, Preprocessing preprocessing, String resized, String first) {
    this.graph = graph;
    this.preprocessing = preprocessing;
    this.resized = resized;
    this.first = first;
  }

  /**
   * Appends it.
   *
   * @param sides value that holds the picture's rows and columns, int64 [2]
   */
  static FitSteps append(OnnxGraph graph, Preprocessing preprocessing, String sides) {
    Fit fit = preprocessing.fit();
    String target = graph.integers(preprocessing.height(), preprocessing.width());
    if (fit instanceof Fit.Shortest shortest) {
      String least =
          graph.node(
              "ReduceMin", List.of(sides), Attribute.list("axes", 0), Attribute.of("keepdims", 1));
      String resized =
          op(graph, "Div", op(graph, "Mul", sides, graph.integers(shortest.edge())), least);
      String excess = op(graph, "Sub", resized, target);
      String first =
          shortest.offset() == Fit.Offset.FLOOR
              ? op(graph, "Div", excess, graph.integers(2))
              : halfToEven(graph, excess);
      return new FitSteps(graph, preprocessing, resized, first);
    }
    if (fit instanceof Fit.Squash) {
      return new FitSteps(graph, preprocessing, target, graph.integers(0, 0));
    }
    boolean covers = fit instanceof Fit.Cover;
    String resized = scaled(graph, covers ? "ReduceMin" : "ReduceMax", sides, target);
    String first =
        covers
            ? halfToEven(graph, op(graph, "Sub", resized, target))
            : graph.node(
                "Neg",
                List.of(op(graph, "Div", op(graph, "Sub", target, resized), graph.integers(2))));
    return new FitSteps(graph, preprocessing, resized, first);
  }

  /** Both sides by the least or largest ratio, rounded to the nearest, at least 1. */
  private static String scaled(OnnxGraph graph, String which, String sides, String target) {
    String real = cast(graph, sides, OnnxGraph.DOUBLE);
    String ratios = op(graph, "Div", real, cast(graph, target, OnnxGraph.DOUBLE));
    String ratio =
        graph.node(which, List.of(ratios), Attribute.list("axes", 0), Attribute.of("keepdims", 1));
    String rounded = graph.node("Round", List.of(op(graph, "Div", real, ratio)));
    return cast(graph, op(graph, "Max", rounded, graph.float64(1)), OnnxGraph.INT64);
  }

  /** Half of what is cut off, .5 to the even neighbour, as the operator rounds. */
  private static String halfToEven(OnnxGraph graph, String excess) {
    String half = op(graph, "Mul", cast(graph, excess, OnnxGraph.DOUBLE), graph.float64(0.5));
    return cast(graph, graph.node("Round", List.of(half)), OnnxGraph.INT64);
  }

  /** The value that holds the rows and columns of all that the picture is resized to, int64 [2]. */
  String resized() {
    return resized;
  }

  /**
   * The value that holds the positions of one axis that are wanted, float64 [n]; those of the
   * ground are moved into the picture, which {@link #onGround} undoes.
   *
   * @param axis 0 for rows, 1 for columns
   */
  String wanted(int axis) {
    String places = places(axis);
    if (!(preprocessing.fit() instanceof Fit.Longest)) {
      return places;
    }
    String last = op(graph, "Sub", real(resized, axis), graph.float64(1));
    return op(graph, "Min", op(graph, "Max", places, graph.float64(0)), last);
  }

  /** Where they would be if the picture had no end. */
  private String places(int axis) {
    int length = axis == 0 ? preprocessing.height() : preprocessing.width();
    String range =
        graph.node("Range", List.of(graph.float64(0), graph.float64(length), graph.float64(1)));
    return op(graph, "Add", range, real(first, axis));
  }

  /**
   * The value that says whether rows are resized first, bool [1]: where height is lost, and more
   * than twice as much of it as of width.
   */
  String flattens(String sides) {
    String lost = op(graph, "Sub", sides, resized);
    String height = real(lost, 0);
    String width = op(graph, "Mul", real(lost, 1), graph.float64(2));
    return op(
        graph,
        "And",
        op(graph, "Less", graph.float64(0), height),
        op(graph, "Less", width, height));
  }

  /**
   * Puts a picture on its ground, if there is one.
   *
   * @param fitted value that holds samples, float64 [1, 3, height, width]
   */
  String onGround(String fitted) {
    if (!(preprocessing.fit() instanceof Fit.Longest longest)) {
      return fitted;
    }
    String rows = graph.node("Reshape", List.of(isWithin(0), graph.integers(-1, 1)));
    String within = op(graph, "And", rows, isWithin(1));
    return graph.node("Where", List.of(within, fitted, graph.float64(longest.fill())));
  }

  private String isWithin(int axis) {
    String places = places(axis);
    return op(
        graph,
        "And",
        op(graph, "GreaterOrEqual", places, graph.float64(0)),
        op(graph, "Less", places, real(resized, axis)));
  }

  /** One of two whole numbers, float64 [1]. */
  private String real(String both, int axis) {
    String one =
        graph.node(
            "Slice",
            List.of(both, graph.integers(axis), graph.integers(axis + 1), graph.integers(0)));
    return cast(graph, one, OnnxGraph.DOUBLE);
  }

  private static String op(OnnxGraph graph, String operator, String a, String b) {
    return graph.node(operator, List.of(a, b));
  }

  private static String cast(OnnxGraph graph, String x, int type) {
    return graph.node("Cast", List.of(x), Attribute.of("to", type));
  }
}
