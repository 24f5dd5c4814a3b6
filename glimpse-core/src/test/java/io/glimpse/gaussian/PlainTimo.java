package io.glimpse.gaussian;

import io.glimpse.method.Reference;
import java.util.ArrayList;
import java.util.List;

/** TIMO's equations in double precision, slow and obvious. */
final class PlainTimo {

  /** T, k x d. */
  final double[][] texts;

  /** m, k x p. */
  final double[][] match;

  final PlainGaussians gaussians;

  PlainTimo(double[][][] prompts, double[][] shots, int[] labels, double gamma, int samples) {
    double[][] means = PlainGaussians.means(shots, labels, prompts.length);
    texts = new double[prompts.length][];
    match = new double[prompts.length][];
    List<double[]> rows = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    for (int c = 0; c < prompts.length; c++) {
      match[c] = new double[prompts[c].length];
      for (int p = 0; p < prompts[c].length; p++) {
        match[c][p] = Reference.dot(unit(means[c]), unit(prompts[c][p]));
      }
      texts[c] = text(prompts[c], match[c], gamma);
      for (int p : best(match[c], samples)) {
        rows.add(times(match[c][p], prompts[c][p]));
        classes.add(c);
      }
    }
    for (int i = 0; i < shots.length; i++) {
      rows.add(shots[i]);
      classes.add(labels[i]);
    }
    gaussians =
        new PlainGaussians(
            rows.toArray(double[][]::new),
            classes.stream().mapToInt(c -> c).toArray(),
            prompts.length);
  }

  double[][] logits(double[][] f, double alpha) {
    return PlainGaussians.sum(gaussians.logits(f), alpha, Reference.zeroShot(f, texts, 1));
  }

  private static double[] text(double[][] prompts, double[] match, double gamma) {
    double length = Math.sqrt(Reference.dot(match, match));
    double[] sum = new double[prompts[0].length];
    for (int p = 0; p < prompts.length; p++) {
      double weight = Math.exp(gamma * match[p] / length);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += weight * unit(prompts[p])[j];
      }
    }
    return unit(sum);
  }

  /** The best prompts, twice over, and cut. */
  private static List<Integer> best(double[] match, int samples) {
    List<Integer> order = new ArrayList<>();
    for (int p = 0; p < match.length; p++) {
      int at = 0;
      while (at < order.size() && match[order.get(at)] >= match[p]) {
        at++;
      }
      order.add(at, p);
    }
    order.addAll(List.copyOf(order));
    return order.subList(0, Math.min(samples, order.size()));
  }

  private static double[] unit(double[] a) {
    return times(1 / Math.sqrt(Reference.dot(a, a)), a);
  }

  private static double[] times(double factor, double[] a) {
    double[] scaled = new double[a.length];
    for (int j = 0; j < a.length; j++) {
      scaled[j] = factor * a[j];
    }
    return scaled;
  }
}
