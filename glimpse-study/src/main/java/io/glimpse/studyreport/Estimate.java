package io.glimpse.studyreport;

import io.glimpse.page.Numbers;
import io.glimpse.study.CellResult;
import io.glimpse.study.Trust;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The mean of some seeds' accuracies, or of another of their figures.
 *
 * @param bySeed accuracies, 0 to 1; at least one
 */
record Estimate(Map<Long, Double> bySeed) {

  /** Student's t for a two-sided 95 % interval, by degrees of freedom from 1. */
  private static final double[] T = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
  };

  private static final int PLAIN_DECIMALS = 3;

  private static final double NORMAL = 1.959964;

  Estimate {
    bySeed = Collections.unmodifiableMap(new TreeMap<>(bySeed));
    if (bySeed.isEmpty()) {
      throw new IllegalArgumentException("there is no mean of nothing");
    }
  }

  /** Of the results of one method at one number of shots; empty where none has a score. */
  static Optional<Estimate> of(List<CellResult> results) {
    Map<Long, Double> bySeed = new TreeMap<>();
    for (CellResult result : results) {
      CellResult.Score score = result.score();
      if (score != null) {
        bySeed.put(result.seed(), score.accuracy());
      }
    }
    return bySeed.isEmpty() ? Optional.empty() : Optional.of(new Estimate(bySeed));
  }

  /** Of a figure of trust; empty where no result has it. */
  static Optional<Estimate> ofTrust(
      List<CellResult> results, Function<Trust, @Nullable Double> figure) {
    Map<Long, Double> bySeed = new TreeMap<>();
    for (CellResult result : results) {
      CellResult.Score score = result.score();
      Trust trust = score == null ? null : score.trust();
      Double value = trust == null ? null : figure.apply(trust);
      if (value != null) {
        bySeed.put(result.seed(), value);
      }
    }
    return bySeed.isEmpty() ? Optional.empty() : Optional.of(new Estimate(bySeed));
  }

  /** The seeds that all of some estimates have, ascending. */
  static Set<Long> commonSeeds(Collection<Estimate> estimates) {
    Set<Long> common = new TreeSet<>();
    estimates.forEach(estimate -> common.addAll(estimate.bySeed.keySet()));
    estimates.forEach(estimate -> common.retainAll(estimate.bySeed.keySet()));
    return common;
  }

  int seeds() {
    return bySeed.size();
  }

  double mean() {
    return bySeed.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** Of those seeds alone; empty where it has none of them. */
  Optional<Estimate> over(Set<Long> seeds) {
    Map<Long, Double> some = new TreeMap<>(bySeed);
    some.keySet().retainAll(seeds);
    return some.isEmpty() ? Optional.empty() : Optional.of(new Estimate(some));
  }

  /** How much more it is than another over the seeds of both; missing where they share none. */
  static String difference(Optional<Estimate> more, Optional<Estimate> than) {
    if (more.isEmpty() || than.isEmpty()) {
      return Table.MISSING;
    }
    Set<Long> common = commonSeeds(List.of(more.get(), than.get()));
    return more.get()
        .over(common)
        .flatMap(a -> than.get().over(common).map(b -> points(a.mean() - b.mean())))
        .orElse(Table.MISSING);
  }

  /** Half the width of the 95 % confidence interval of the mean over seeds; NaN for one seed. */
  double halfWidth() {
    int n = bySeed.size();
    if (n < 2) {
      return Double.NaN;
    }
    double mean = mean();
    double squares = bySeed.values().stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return quantile(n - 1) * Math.sqrt(squares / (n - 1) / n);
  }

  /** Student's t; behind the table by its expansion around the normal distribution, to 1e-4. */
  private static double quantile(int freedom) {
    if (freedom <= T.length) {
      return T[freedom - 1];
    }
    double z = NORMAL;
    double cube = z * z * z;
    return z
        + (cube + z) / (4.0 * freedom)
        + (5 * cube * z * z + 16 * cube + 3 * z) / (96.0 * freedom * freedom);
  }

  /** In per cent, for example {@code 91.25 ± 0.40}. */
  String text() {
    String mean = percent(mean());
    return bySeed.size() < 2 ? mean : mean + " ± " + percent(halfWidth());
  }

  /** Of a figure that is no share, for example {@code 1.25 ± 0.04}. */
  String plain() {
    String mean = Numbers.decimals(mean(), PLAIN_DECIMALS);
    return bySeed.size() < 2 ? mean : mean + " ± " + Numbers.decimals(halfWidth(), PLAIN_DECIMALS);
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
