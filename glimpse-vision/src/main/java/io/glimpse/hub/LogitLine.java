package io.glimpse.hub;

import org.jspecify.annotations.Nullable;

/**
 * How a model's logits depend on cosines: by a scale, and a bias where it was trained with one.
 *
 * @param scale null if it is not known
 * @param bias null if it is not known or there is none
 */
record LogitLine(@Nullable Double scale, @Nullable Double bias) {

  static final LogitLine UNKNOWN = new LogitLine(null, null);

  /** Cosines that are closer say nothing of a slope, in float32. */
  private static final double CLOSEST = 1e-4;

  /**
   * The line through some pairs of cosine and logit, which lie on one: told by the two that are
   * farthest from each other, or by the largest cosine where there is no bias.
   */
  static LogitLine through(double[] cosines, double[] logits, boolean hasBias) {
    int most = 0;
    int least = 0;
    int largest = 0;
    for (int i = 1; i < cosines.length; i++) {
      most = cosines[i] > cosines[most] ? i : most;
      least = cosines[i] < cosines[least] ? i : least;
      largest = Math.abs(cosines[i]) > Math.abs(cosines[largest]) ? i : largest;
    }
    if (hasBias) {
      double run = cosines[most] - cosines[least];
      double scale = (logits[most] - logits[least]) / run;
      return run > CLOSEST && Double.isFinite(scale)
          ? new LogitLine(scale, logits[most] - scale * cosines[most])
          : UNKNOWN;
    }
    double scale = logits[largest] / cosines[largest];
    return Math.abs(cosines[largest]) > CLOSEST && Double.isFinite(scale)
        ? new LogitLine(scale, null)
        : UNKNOWN;
  }
}
