package io.glimpse.graph;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Networks that end in what some middle layers make of every place of a picture: {@code pixels}
 * float32 [n, 3, r, r] to {@code places} float32 [n, h·w, c], the places row by row, the channels
 * of all layers side by side.
 */
public final class PlaceGraph {

  /** What they read. */
  public static final String INPUT = "pixels";

  /** What they make. */
  public static final String OUTPUT = "places";

  private PlaceGraph() {}

  /**
   * Cuts such a network out of one that goes on from there: no weight is changed, and those that
   * are not needed are left out.
   *
   * @param model an ONNX file with its weights within, whose input is {@value #INPUT}
   * @param size r of the pictures, which need not be the one that the network was made for
   * @param layers of the network
   * @param side rows and columns of the grid that all of them come to
   * @throws IOException if the model is damaged, or has no such layer
   */
  public static byte[] cut(byte[] model, int size, List<MiddleLayer> layers, int side)
      throws IOException {
    OnnxFile.Part part =
        OnnxFile.read(model)
            .making(layers.stream().map(MiddleLayer::value).collect(Collectors.toSet()));
    OnnxGraph graph = new OnnxGraph("places");
    pixels(graph, size);
    graph.copy(part);
    append(graph, layers, side);
    return graph.model();
  }

  /** Declares the input of such a network. */
  static String pixels(OnnxGraph graph, int size) {
    return graph.input(
        INPUT, OnnxGraph.FLOAT, Axis.of("n"), Axis.of(3), Axis.of(size), Axis.of(size));
  }

  /** Appends the end of such a network to layers that the graph has. */
  static void append(OnnxGraph graph, List<MiddleLayer> layers, int side) {
    List<String> pooled = new ArrayList<>();
    long width = 0;
    for (MiddleLayer layer : layers) {
      String x = layer.value();
      if (layer.margin() > 0) {
        x =
            graph.node(
                "Slice",
                List.of(
                    x,
                    graph.integers(layer.margin(), layer.margin()),
                    graph.integers(Integer.MAX_VALUE, Integer.MAX_VALUE),
                    graph.integers(2, 3)));
      }
      pooled.add(
          graph.node(
              "AveragePool",
              List.of(x),
              Attribute.list("kernel_shape", 3, 3),
              Attribute.list("strides", layer.stride(), layer.stride())));
      width += layer.width();
    }
    String together = graph.node("Concat", pooled, Attribute.of("axis", 1));
    String rows = graph.node("Transpose", List.of(together), Attribute.list("perm", 0, 2, 3, 1));
    long places = (long) side * side;
    graph.nodeInto(OUTPUT, "Reshape", List.of(rows, graph.integers(-1, places, width)));
    graph.output(OUTPUT, Axis.of("n"), Axis.of(places), Axis.of(width));
  }
}
