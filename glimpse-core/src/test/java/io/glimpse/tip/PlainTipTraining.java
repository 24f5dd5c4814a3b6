package io.glimpse.tip;

import java.util.Arrays;

/** Tip-Adapter-F in float64 and plain loops: the slow twin of {@link TipTrainer}. */
public final class PlainTipTraining {

  final double[][] keys;
  private final double[][] text;
  private final int[] classes;
  private final double alpha;
  private final double beta;
  private final double scale;
  private final double[][] mean;
  private final double[][] square;
  private int steps;

  PlainTipTraining(
      double[][] keys, int[] classes, double[][] text, double alpha, double beta, double scale) {
    this.keys = Arrays.stream(keys).map(double[]::clone).toArray(double[][]::new);
    this.classes = classes;
    this.text = text;
    this.alpha = alpha;
    this.beta = beta;
    this.scale = scale;
    this.mean = new double[keys.length][keys[0].length];
    this.square = new double[keys.length][keys[0].length];
  }

  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  double[] logits(double[] feature) {
    double[] z = new double[text.length];
    for (int c = 0; c < z.length; c++) {
      z[c] = scale * dot(feature, text[c]);
    }
    for (int m = 0; m < keys.length; m++) {
      z[classes[m]] += alpha * Math.exp(-beta * (1 - dot(feature, keys[m])));
    }
    return z;
  }

  public static double[] softmax(double[] z) {
    double most = Arrays.stream(z).max().orElseThrow();
    double[] e = Arrays.stream(z).map(x -> Math.exp(x - most)).toArray();
    double sum = Arrays.stream(e).sum();
    return Arrays.stream(e).map(x -> x / sum).toArray();
  }

  /** Mean cross-entropy of a batch. */
  double loss(double[][] features, int[] labels) {
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      sum -= Math.log(softmax(logits(features[i]))[labels[i]]);
    }
    return sum / features.length;
  }

  double[][] gradient(double[][] features, int[] labels) {
    double[][] gradient = new double[keys.length][keys[0].length];
    for (int i = 0; i < features.length; i++) {
      double[] p = softmax(logits(features[i]));
      p[labels[i]] -= 1;
      for (int m = 0; m < keys.length; m++) {
        double phi = Math.exp(-beta * (1 - dot(features[i], keys[m])));
        double slope = alpha * beta * phi * p[classes[m]] / features.length;
        for (int j = 0; j < gradient[m].length; j++) {
          gradient[m][j] += slope * features[i][j];
        }
      }
    }
    return gradient;
  }

  /** One step of AdamW; gives the loss before it. */
  double step(double[][] features, int[] labels, double lr, double weightDecay, double epsilon) {
    double loss = loss(features, labels);
    double[][] gradient = gradient(features, labels);
    steps++;
    for (int m = 0; m < keys.length; m++) {
      for (int j = 0; j < keys[m].length; j++) {
        double g = gradient[m][j];
        keys[m][j] *= 1 - lr * weightDecay;
        mean[m][j] = 0.9 * mean[m][j] + 0.1 * g;
        square[m][j] = 0.999 * square[m][j] + 0.001 * g * g;
        double root = Math.sqrt(square[m][j]) / Math.sqrt(1 - Math.pow(0.999, steps)) + epsilon;
        keys[m][j] -= lr / (1 - Math.pow(0.9, steps)) * mean[m][j] / root;
      }
    }
    return loss;
  }
}
