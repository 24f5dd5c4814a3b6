package io.glimpse.export;

import io.glimpse.graph.Attribute;
import io.glimpse.graph.Axis;
import io.glimpse.graph.OnnxGraph;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Preprocessing.Rgb;
import java.util.List;

/**
 * From a picture to what an encoder's network takes, in a graph: shortest side to s by bicubic
 * filter, the central square, {@code (x / range - mean) / std}.
 *
 * <p>Sizes are whole numbers, rounded down as torchvision does, and half a pixel of the margin goes
 * to the even neighbour. Rows are resized first and rounded to bytes, then columns, as Pillow does.
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
    int size = preprocessing.size();
    String picture =
        graph.input(PICTURE, OnnxGraph.UINT8, Axis.of("h"), Axis.of("w"), Axis.of(BANDS));
    String shape = graph.node("Shape", List.of(picture));
    String sides = slice(shape, graph.integers(0), graph.integers(2), 0);
    String shortest =
        graph.node(
            "ReduceMin", List.of(sides), Attribute.list("axes", 0), Attribute.of("keepdims", 1));
    String resized =
        graph.node(
            "Div", List.of(graph.node("Mul", List.of(sides, graph.integers(size))), shortest));
    String margin = margin(resized, size);
    AxisSteps down = axis(sides, resized, margin, 0);
    AxisSteps across = axis(sides, resized, margin, 1);

    // Rows that no row of the square draws on are left out from the start.
    String planes = graph.node("Transpose", List.of(picture), Attribute.list("perm", 2, 0, 1));
    String needed = slice(planes, down.begin(), down.end(), 1);
    String rows =
        graph.node("Reshape", List.of(needed, concat(graph.integers(-1), across.source())));
    String narrow = across.resize(rows, across.indices());
    String columns =
        graph.node(
            "Transpose",
            List.of(reshape(narrow, BANDS, -1, size)),
            Attribute.list("perm", 0, 2, 1));
    String tall =
        graph.node(
            "Reshape",
            List.of(
                columns,
                concat(
                    graph.integers((long) BANDS * size),
                    graph.node("Sub", List.of(down.end(), down.begin())))));
    String low = graph.node("Sub", List.of(down.indices(), down.begin()));
    String square = reshape(down.resize(tall, low), 1, BANDS, size, size);
    normalise(graph.node("Transpose", List.of(square), Attribute.list("perm", 0, 1, 3, 2)), pixels);
  }

  private AxisSteps axis(String sides, String resized, String margin, int side) {
    return AxisSteps.append(
        graph,
        preprocessing.size(),
        slice(sides, graph.integers(side), graph.integers(side + 1), 0),
        slice(resized, graph.integers(side), graph.integers(side + 1), 0),
        slice(margin, graph.integers(side), graph.integers(side + 1), 0));
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

  /** Half of what is cut off, .5 to the even neighbour, as the operator rounds. */
  private String margin(String resized, int size) {
    String excess = graph.node("Sub", List.of(resized, graph.integers(size)));
    String half = graph.node("Mul", List.of(cast(excess, OnnxGraph.DOUBLE), graph.float64(0.5)));
    return cast(graph.node("Round", List.of(half)), OnnxGraph.INT64);
  }

  private String cast(String x, int type) {
    return graph.node("Cast", List.of(x), Attribute.of("to", type));
  }

  private void normalise(String square, String pixels) {
    String x = cast(square, OnnxGraph.FLOAT);
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
