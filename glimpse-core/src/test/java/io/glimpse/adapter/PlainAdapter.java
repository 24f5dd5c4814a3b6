package io.glimpse.adapter;

import io.glimpse.tip.PlainTipTraining;
import java.util.Arrays;

/** CLIP-Adapter in float64 and plain loops: the slow twin of {@link AdapterHead}. */
public final class PlainAdapter {

  private PlainAdapter() {}

  public static double[] times(double[][] m, double[] x) {
    return Arrays.stream(m).mapToDouble(row -> PlainTipTraining.dot(row, x)).toArray();
  }

  static double[] unit(double[] x) {
    double norm = Math.sqrt(PlainTipTraining.dot(x, x));
    return Arrays.stream(x).map(v -> v / norm).toArray();
  }

  static double[] adapted(double[] x, double[][] first, double[][] second, double ratio) {
    double[] hidden = Arrays.stream(times(first, x)).map(v -> Math.max(0, v)).toArray();
    double[] out = times(second, hidden);
    double[] blend = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      blend[j] = ratio * Math.max(0, out[j]) + (1 - ratio) * x[j];
    }
    return unit(blend);
  }

  /** Logits of one picture; {@code text} are unit rows. */
  static double[] logits(
      double[] x, double[][] first, double[][] second, double ratio, double[][] text) {
    double[] u = adapted(x, first, second, ratio);
    return Arrays.stream(times(text, u)).map(v -> 100 * v).toArray();
  }
}
