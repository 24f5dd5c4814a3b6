package io.glimpse.graph;

import io.glimpse.checkpoint.Grid;
import io.glimpse.checkpoint.TransformerShape;
import java.io.IOException;
import java.util.List;

/**
 * SigLIP's way from places to a feature: a probe attends to them, and a perceptron is added to what
 * it finds. A place's own token in the space of features is what the head gives for it alone, where
 * the probe has nothing else to attend to: its value, by the same way.
 */
final class PoolingHead {

  private static final String PREFIX = "vision_model.head.";
  private static final String PROJECTIONS = PREFIX + "attention.in_proj_";

  private final Layers layers;
  private final OnnxGraph graph;
  private final TransformerShape shape;

  private PoolingHead(Layers layers, TransformerShape shape) {
    this.layers = layers;
    this.graph = layers.graph();
    this.shape = shape;
  }

  /**
   * Appends the head from the places [n · places, width] to the wanted tokens [n · wanted, width],
   * of which the first is the feature.
   */
  static String append(
      Layers layers, TransformerShape shape, Grid grid, String x, FirstTokens wanted)
      throws IOException {
    PoolingHead head = new PoolingHead(layers, shape);
    String sequences = head.graph.integers(-1, grid.places(), shape.width());
    String keys = head.projected(x, 1, sequences);
    String values = head.projected(x, 2, sequences);
    String found = layers.imageAttention(head.query(values), keys, values, shape);
    return head.perceptron(wanted.rowsAfter(found, values, shape.width()));
  }

  private String projected(String x, int part, String sequences) throws IOException {
    String rows = layers.linear(x, Linear.part(PROJECTIONS, part, 3));
    return graph.node("Reshape", List.of(rows, sequences));
  }

  /** The probe's query for as many pictures as there are, [n, 1, width]. */
  private String query(String values) throws IOException {
    int width = shape.width();
    String probe = layers.weight(PREFIX + "probe", List.of(1, width));
    // Of weights alone, so that ONNX Runtime computes it when it loads the network.
    String query = layers.exactly().linear(probe, Linear.part(PROJECTIONS, 0, 3));
    String images =
        graph.node("Shape", List.of(values), Attribute.of("start", 0), Attribute.of("end", 1));
    String target =
        graph.node("Concat", List.of(images, graph.integers(1, width)), Attribute.of("axis", 0));
    return graph.node("Expand", List.of(query, target));
  }

  private String perceptron(String attended) throws IOException {
    String x = layers.linear(attended, PREFIX + "attention.out_proj");
    String hidden = layers.layerNorm(x, PREFIX + "layernorm", shape);
    hidden = layers.activate(shape.activation(), layers.linear(hidden, PREFIX + "mlp.fc1"));
    return graph.node("Add", List.of(x, layers.linear(hidden, PREFIX + "mlp.fc2")));
  }
}
