package io.glimpse.graph;

import io.glimpse.checkpoint.Grid;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What tells the attention of DINOv3 about places: the two halves of every query and every key are
 * taken for the parts of complex numbers, which are turned by angles that grow from -2π to 2π times
 * a frequency over the picture, half of them with the row and half with the column. Tokens that are
 * no places stay as they are.
 *
 * @param cosines the value that holds them, [s, half a head's width]
 * @param sines alike
 */
record Rotation(OnnxGraph graph, int heads, String cosines, String sines) {

  /**
   * The angles of a tower's tokens.
   *
   * @param base of the frequencies
   */
  static Rotation of(VisionTower tower, double base, OnnxGraph graph, Grid grid)
      throws IOException {
    int half = tower.shape().headWidth() / 2;
    int tokens = tower.tokens(grid);
    float[] cosines = new float[tokens * half];
    float[] sines = new float[tokens * half];
    Arrays.fill(cosines, 1);
    for (int place = 0; place < grid.places(); place++) {
      int row = place / grid.columns();
      int column = place % grid.columns();
      double y = 2 * (row + 0.5) / grid.rows() - 1;
      double x = 2 * (column + 0.5) / grid.columns() - 1;
      int start = (tower.classTokens() + place) * half;
      for (int j = 0; j < half; j++) {
        int frequency = j % (half / 2);
        double angle =
            2 * Math.PI * (j < half / 2 ? y : x) * Math.pow(base, -2.0 * frequency / half);
        cosines[start + j] = (float) Math.cos(angle);
        sines[start + j] = (float) Math.sin(angle);
      }
    }
    List<Integer> shape = List.of(tokens, half);
    return new Rotation(
        graph,
        tower.shape().heads(),
        graph.weight("rotation.cosines", shape, cosines),
        graph.weight("rotation.sines", shape, sines));
  }

  /** An attention whose queries and keys are turned. */
  Attention before(Attention attention) {
    return (q, k, v) -> attention.append(turned(q), turned(k), v);
  }

  private String turned(String x) {
    return graph.contrib(
        "RotaryEmbedding",
        List.of(x, graph.integers(0), cosines, sines),
        Attribute.of("num_heads", heads));
  }
}
