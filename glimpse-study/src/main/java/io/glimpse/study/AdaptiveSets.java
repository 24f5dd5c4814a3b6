package io.glimpse.study;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.Labels;
import io.glimpse.method.Prediction;
import io.glimpse.method.UnseenAnswers;
import io.glimpse.metric.RandomizedAps;
import io.glimpse.metric.SetCoverage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Randomised adaptive prediction sets of a classifier's answers, counted beside the sets that it
 * gives: both are cut by the same answers to unseen pictures.
 */
final class AdaptiveSets {

  /** Of the random share of the class at the edge of a set; fixed, so that results repeat. */
  private static final long SEED = 1;

  private final RandomizedAps sets;
  private long block;
  private int total;
  private double holding;
  private double classes;

  private AdaptiveSets(RandomizedAps sets) {
    this.sets = sets;
  }

  /**
   * Sets by answers to unseen pictures: those that say something, or all where none does.
   *
   * @param temperature that their logits are divided by, as those of the test set are
   */
  static AdaptiveSets of(ClassSet names, UnseenAnswers unseen, double temperature) {
    int[] rows = unseen.isAnyFair() ? unseen.fair() : IntStream.range(0, unseen.size()).toArray();
    Labels labels = unseen.labels().select(rows);
    double[][] probabilities = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      probabilities[i] =
          probabilities(Prediction.ranked(names, unseen.logits(), rows[i], temperature));
    }
    return new AdaptiveSets(
        RandomizedAps.of(probabilities, labels.toArray(), Trust.COVERAGE, SEED));
  }

  private static double[] probabilities(List<Prediction.Ranked> ranked) {
    double[] p = new double[ranked.size()];
    for (Prediction.Ranked one : ranked) {
      p[one.index()] = one.probability();
    }
    return p;
  }

  /** Counts some answers. */
  void add(List<Prediction> predictions, int... truths) {
    block++;
    double[][] probabilities =
        predictions.stream().map(p -> probabilities(p.ranked())).toArray(double[][]::new);
    SetCoverage some = sets.judge(probabilities, truths, SEED + block);
    total += some.total();
    holding += some.coverage() * some.total();
    classes += some.meanSize() * some.total();
  }

  /** The share of sets that hold the true class, 0 to 1. */
  double coverage() {
    return holding / total;
  }

  /** Classes in a set, on average. */
  double size() {
    return classes / total;
  }
}
