package io.glimpse.review;

import io.glimpse.auto.Likeness;
import io.glimpse.bank.Bank;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shots that are little like any class: behind Tukey's fence, two and a half times the quartiles'
 * distance behind the third quartile, of how far a shot is from the one that is most like its
 * class.
 *
 * <p>A likeness is a squared distance with its sign turned, and its root is what is spread evenly
 * to both sides; of Gaussian classes the likeness itself would put one shot in twenty outside.
 * Where classes are as manifold as those of Caltech101, no shot is so far out that it is named.
 */
final class Outliers {

  /** Fewer shots have no quartiles worth the name. */
  private static final int FEWEST = 20;

  private static final double FENCE = 2.5;

  private Outliers() {}

  /** Those of a bank, the least like any class first. */
  static List<Outlier> of(Bank bank, LeftOutShots shots) {
    double[] leftOut =
        Likeness.fit(
                bank.cache().keys().toMatrix(),
                bank.cache().labels(),
                shots.classes(),
                bank.text().isNone() ? null : bank.text().weights())
            .leftOut();
    int[] judged =
        IntStream.range(0, leftOut.length)
            .filter(i -> shots.isJudged(i) && Double.isFinite(leftOut[i]))
            .toArray();
    if (judged.length < FEWEST) {
      return List.of();
    }
    double most = IntStream.of(judged).mapToDouble(i -> leftOut[i]).max().orElseThrow();
    double[] away =
        IntStream.of(judged).mapToDouble(i -> Math.sqrt(most - leftOut[i])).sorted().toArray();
    double third = away[3 * away.length / 4];
    double far = third + FENCE * (third - away[away.length / 4]);
    double fence = most - far * far;
    return Arrays.stream(judged)
        .filter(i -> leftOut[i] < fence)
        .mapToObj(i -> new Outlier(i, leftOut[i], fence))
        .sorted(Comparator.comparingDouble(Outlier::likeness))
        .toList();
  }
}
