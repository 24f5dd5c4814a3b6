package io.glimpse.calip;

import static io.glimpse.adapter.PlainAdapter.times;
import static io.glimpse.tip.PlainTipTraining.dot;
import static io.glimpse.tip.PlainTipTraining.softmax;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** CALIP-FS in float64 and plain loops, with every matrix made: the slow twin of the fast one. */
final class PlainCalipFs {

  private final Map<String, double[][]> w;
  private final double[] betas;
  private final double logitScale;

  /**
   * The weights are not copied, so that a test may change them.
   *
   * @param weights by the names of {@link CalipFsWeights#tensors()}
   */
  PlainCalipFs(Map<String, double[][]> weights, double[] betas, double logitScale) {
    this.w = weights;
    this.betas = betas;
    this.logitScale = logitScale;
  }

  private double[] layer(String name, double[] x) {
    double[] y = times(requireNonNull(w.get(name + ".weight")), x);
    double[][] bias = requireNonNull(w.get(name + ".bias"));
    for (int i = 0; i < y.length; i++) {
      y[i] += bias[0][i];
    }
    return y;
  }

  private double[] project(String name, double[] x) {
    double[] h = x;
    for (String hidden : List.of("hidden1", "hidden2")) {
      if (w.containsKey(hidden + ".weight")) {
        h = Arrays.stream(layer(hidden, h)).map(v -> Math.max(0, v)).toArray();
      }
    }
    return layer(name, h);
  }

  private double[][] all(String name, double[][] rows) {
    return Arrays.stream(rows).map(r -> project(name, r)).toArray(double[][]::new);
  }

  /** Mixes values by the attention of queries to keys, and applies the last layer. */
  private double[][] attend(double[][] queries, double[][] keys, double[][] values) {
    double scale = 1 / Math.sqrt(queries[0].length);
    return Arrays.stream(queries)
        .map(
            q -> {
              double[] weights =
                  softmax(Arrays.stream(keys).mapToDouble(k -> scale * dot(q, k)).toArray());
              double[] mixed = new double[values[0].length];
              for (int i = 0; i < values.length; i++) {
                for (int j = 0; j < mixed.length; j++) {
                  mixed[j] += weights[i] * values[i][j];
                }
              }
              return layer("post", mixed);
            })
        .toArray(double[][]::new);
  }

  double[] logits(double[] global, double[][] spatial, double[][] text) {
    double[][] guided = attend(all("query", text), all("key", spatial), all("value", spatial));
    double[][] blended = attend(all("query", spatial), all("key", text), all("value", text));
    double[] pooled = new double[global.length];
    for (int j = 0; j < pooled.length; j++) {
      int column = j;
      double[] values = Arrays.stream(blended).mapToDouble(row -> row[column]).toArray();
      pooled[j] =
          Arrays.stream(values).average().orElseThrow() + Arrays.stream(values).max().orElseThrow();
    }
    double[] z = new double[text.length];
    for (int c = 0; c < z.length; c++) {
      z[c] =
          logitScale
              * (betas[0] * dot(global, text[c])
                  + betas[1] * dot(global, guided[c])
                  + betas[2] * dot(pooled, text[c]));
    }
    return z;
  }

  double loss(double[][] globals, double[][][] spatial, double[][] text, int[] labels) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= Math.log(softmax(logits(globals[i], spatial[i], text))[labels[i]]);
    }
    return sum / labels.length;
  }
}
