package io.glimpse.review;

import io.glimpse.auto.Likeness;
import io.glimpse.bank.Bank;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shots that are little like any class: below Tukey's lower fence, one and a half times the
 * quartiles' distance below the first quartile, of all shots' likenesses.
 */
final class Outliers {

  /** Fewer shots have no quartiles worth the name. */
  private static final int FEWEST = 20;

  private static final double FENCE = 1.5;

  private Outliers() {}

  /** Those of a bank, the least like any class first. */
  static List<Outlier> of(Bank bank, LeftOutShots shots) {
    double[] leftOut =
        Likeness.fit(
                bank.cache().keys().toMatrix(),
                bank.cache().labels(),
                shots.classes(),
                bank.text().weights())
            .leftOut();
    int[] judged =
        IntStream.range(0, leftOut.length)
            .filter(i -> shots.isJudged(i) && Double.isFinite(leftOut[i]))
            .toArray();
    if (judged.length < FEWEST) {
      return List.of();
    }
    double[] sorted = IntStream.of(judged).mapToDouble(i -> leftOut[i]).sorted().toArray();
    double first = sorted[sorted.length / 4];
    double fence = first - FENCE * (sorted[3 * sorted.length / 4] - first);
    return Arrays.stream(judged)
        .filter(i -> leftOut[i] < fence)
        .mapToObj(i -> new Outlier(i, leftOut[i], fence))
        .sorted(Comparator.comparingDouble(Outlier::likeness))
        .toList();
  }
}
