package io.glimpse.gaussian;

import io.glimpse.matrix.Matrix;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How well the prompts of one class match its shots. */
final class PromptMatch {

  /** The prompts' rows as they are, p x d. */
  private final double[][] rows;

  /** Of the mean of the class's shots with each prompt. */
  private final double[] cosines;

  private PromptMatch(double[][] rows, double[] cosines) {
    this.rows = rows;
    this.cosines = cosines;
  }

  /**
   * Compares prompts with shots.
   *
   * @param prompts of the class, p x d
   * @param mean of the class's shots, not zero
   * @throws IllegalArgumentException naming the first prompt that has no direction
   */
  static PromptMatch of(String className, Matrix prompts, double[] mean) {
    double[][] rows = Samples.of(prompts);
    double[] cosines = new double[rows.length];
    for (int p = 0; p < rows.length; p++) {
      double norm = norm(rows[p]);
      if (!(norm > 0) || Double.isInfinite(norm)) {
        throw new IllegalArgumentException(
            "prompt " + p + " of class '" + className + "' has no direction");
      }
      cosines[p] = dot(rows[p], mean) / (norm * norm(mean));
    }
    return new PromptMatch(rows, cosines);
  }

  /** Number p of prompts. */
  int size() {
    return rows.length;
  }

  /**
   * The unit vector along {@code Σ_p softmax(γ m / |m|)_p unit(t_p)}: the text of the class, guided
   * by its images.
   */
  double[] guidedText(double gamma) {
    double length = norm(cosines);
    double most = Double.NEGATIVE_INFINITY;
    for (double cosine : cosines) {
      most = Math.max(most, cosine);
    }
    double[] sum = new double[rows[0].length];
    for (int p = 0; p < rows.length; p++) {
      // The largest is taken off, which the sum's direction does not see.
      double weight = length == 0 ? 1 : Math.exp(gamma * (cosines[p] - most) / length);
      double norm = norm(rows[p]);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += weight * rows[p][j] / norm;
      }
    }
    double norm = norm(sum);
    for (int j = 0; j < sum.length; j++) {
      sum[j] /= norm == 0 ? 1 : norm;
    }
    return sum;
  }

  /**
   * The best prompts, each times its cosine, as samples of the class; all of them come round once
   * more behind the last.
   *
   * @param most how many at most, at least 1
   */
  double[][] samples(int most) {
    int[] order =
        IntStream.range(0, cosines.length)
            .boxed()
            .sorted(Comparator.comparingDouble(p -> -cosines[p]))
            .mapToInt(p -> p)
            .toArray();
    double[][] samples = new double[Math.min(most, 2 * order.length)][rows[0].length];
    for (int i = 0; i < samples.length; i++) {
      int p = order[i % order.length];
      for (int j = 0; j < samples[i].length; j++) {
        samples[i][j] = rows[p][j] * cosines[p];
      }
    }
    return samples;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }
}
