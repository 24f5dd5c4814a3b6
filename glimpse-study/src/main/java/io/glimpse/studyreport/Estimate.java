package io.glimpse.studyreport;

import io.glimpse.page.Numbers;
import java.util.List;

/**
 * The mean of some seeds' accuracies.
 *
 * @param values one a seed, 0 to 1; at least one
 */
record Estimate(List<Double> values) {

  /** Student's t for a two-sided 95 % interval, by degrees of freedom from 1. */
  private static final double[] T = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228
  };

  private static final double NORMAL = 1.96;

  Estimate {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("there is no mean of nothing");
    }
  }

  double mean() {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** Half the width of the 95 % confidence interval of the mean over seeds; NaN for one seed. */
  double halfWidth() {
    int n = values.size();
    if (n < 2) {
      return Double.NaN;
    }
    double mean = mean();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double t = n - 2 < T.length ? T[n - 2] : NORMAL;
    return t * Math.sqrt(squares / (n - 1) / n);
  }

  /** In per cent, for example {@code 91.25 ± 0.40}. */
  String text() {
    String mean = percent(mean());
    return values.size() < 2 ? mean : mean + " ± " + percent(halfWidth());
  }

  /** A share in per cent with two decimals, as the papers print it. */
  static String percent(double share) {
    return Numbers.decimals(100 * share, 2);
  }

  /** A difference of shares in points, with its sign. */
  static String points(double difference) {
    String text = Numbers.decimals(100 * difference, 2);
    return text.startsWith("-") ? text : "+" + text;
  }
}
