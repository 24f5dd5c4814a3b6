package io.glimpse.export;

import io.glimpse.graph.Attribute;
import io.glimpse.graph.Axis;
import io.glimpse.graph.OnnxGraph;
import io.glimpse.image.Fit;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Preprocessing.Rgb;
import java.util.List;

/**
 * From a picture to what an encoder's network takes, in a graph: fitted as its {@link Fit} says,
 * then {@code (x / range - mean) / std}.
 *
 * <p>All sizes and margins are whole numbers that {@link FitSteps} makes of the picture's. One axis
 * is resized first and rounded to bytes, then the other, in Pillow's order.
 */
final class PictureSteps {

  static final String PICTURE = "picture";

  private static final int BANDS = 3;

  private final OnnxGraph graph;
  private final Preprocessing preprocessing;

  private PictureSteps(OnnxGraph graph, Preprocessing preprocessing) {
    this.graph = graph;
    this.preprocessing = preprocessing;
  }

  /** Declares the input {@value #PICTURE} and appends what makes {@code pixels} [1, 3, s, s]. */
  static void append(OnnxGraph graph, Preprocessing preprocessing, String pixels) {
    new PictureSteps(graph, preprocessing).append(pixels);
  }

  private void append(String pixels) {
    String picture =
        graph.input(PICTURE, OnnxGraph.UINT8, Axis.of("h"), Axis.of("w"), Axis.of(BANDS));
    String shape = graph.node("Shape", List.of(picture));
    String sides = slice(shape, graph.integers(0), graph.integers(2), 0);
    FitSteps fit = FitSteps.append(graph, preprocessing, sides);
    AxisSteps down = axis(sides, fit, 0, preprocessing.height());
    AxisSteps across = axis(sides, fit, 1, preprocessing.width());

    String planes = graph.node("Transpose", List.of(picture), Attribute.list("perm", 2, 0, 1));
    String fitted = columnsFirst(planes, down, across);
    if (preprocessing.rgbFirst()) {
      // Nobody knows the picture's shape yet, so both are made: few steps beside the network.
      fitted =
          graph.node(
              "Where", List.of(fit.flattens(sides), rowsFirst(planes, down, across), fitted));
    }
    normalise(fit.onGround(fitted), pixels);
  }

  /** Columns, then rows; rows that none of the result draws on are left out from the start. */
  private String columnsFirst(String planes, AxisSteps down, AxisSteps across) {
    String narrow = resized(slice(planes, down.begin(), down.end(), 1), across, across.indices());
    String turned = turned(narrow);
    String low = graph.node("Sub", List.of(down.indices(), down.begin()));
    return reshape(turned(resized(turned, down, low)), 1, BANDS, down.size(), across.size());
  }

  /** Rows, then columns, likewise. */
  private String rowsFirst(String planes, AxisSteps down, AxisSteps across) {
    String needed = slice(planes, across.begin(), across.end(), 2);
    String flat = turned(resized(turned(needed), down, down.indices()));
    String near = graph.node("Sub", List.of(across.indices(), across.begin()));
    return reshape(resized(flat, across, near), 1, BANDS, down.size(), across.size());
  }

  /** Resizes the last of three axes, [3, n, m] to [3, n, s]. */
  private String resized(String planes, AxisSteps axis, String windows) {
    String length =
        slice(graph.node("Shape", List.of(planes)), graph.integers(2), graph.integers(3), 0);
    String rows = graph.node("Reshape", List.of(planes, concat(graph.integers(-1), length)));
    return reshape(axis.resize(rows, windows), BANDS, -1, axis.size());
  }

  /** Exchanges rows and columns. */
  private String turned(String planes) {
    return graph.node("Transpose", List.of(planes), Attribute.list("perm", 0, 2, 1));
  }

  private AxisSteps axis(String sides, FitSteps fit, int side, int length) {
    return AxisSteps.append(
        graph,
        preprocessing.filter(),
        length,
        slice(sides, graph.integers(side), graph.integers(side + 1), 0),
        slice(fit.resized(), graph.integers(side), graph.integers(side + 1), 0),
        fit.wanted(side));
  }

  private String slice(String x, String from, String to, long... axes) {
    return graph.node("Slice", List.of(x, from, to, graph.integers(axes)));
  }

  private String reshape(String x, long... shape) {
    return graph.node("Reshape", List.of(x, graph.integers(shape)));
  }

  private String concat(String... parts) {
    return graph.node("Concat", List.of(parts), Attribute.of("axis", 0));
  }

  private String cast(String x, int type) {
    return graph.node("Cast", List.of(x), Attribute.of("to", type));
  }

  private void normalise(String fitted, String pixels) {
    String x = cast(fitted, OnnxGraph.FLOAT);
    if (preprocessing.range() != 1) {
      x = graph.node("Div", List.of(x, graph.scalar(preprocessing.range())));
    }
    x = graph.node("Sub", List.of(x, channels("picture.mean", preprocessing.mean())));
    graph.nodeInto(pixels, "Div", List.of(x, channels("picture.std", preprocessing.std())));
  }

  private String channels(String name, Rgb values) {
    return graph.constant(
        name, List.of(1, BANDS, 1, 1), values.red(), values.green(), values.blue());
  }
}
