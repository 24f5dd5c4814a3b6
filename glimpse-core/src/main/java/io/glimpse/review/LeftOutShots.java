package io.glimpse.review;

import io.glimpse.bank.Bank;
import io.glimpse.feature.Shots;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Methods;
import io.glimpse.method.Task;
import io.glimpse.method.UnseenAnswers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The shots of a bank, each answered exactly without itself by a closed form that needs nothing but
 * shots and texts, whatever the bank's own method.
 */
final class LeftOutShots {

  /** The method that answers. */
  private static final String METHOD = "auto";

  private final UnseenAnswers answers;
  private final int[] counts;

  private LeftOutShots(UnseenAnswers answers) {
    this.answers = answers;
    this.counts = answers.labels().counts(answers.logits().columns());
  }

  /**
   * Those of a bank.
   *
   * @throws IllegalArgumentException if there are too many shots and classes for one matrix
   */
  static LeftOutShots of(Bank bank) {
    Classifier classifier =
        Methods.of(METHOD).fit(Task.of(bank.text()).shots(Shots.of(bank.cache())).build());
    return new LeftOutShots(
        classifier
            .leaveOneOut()
            .orElseThrow(() -> new IllegalStateException(METHOD + " leaves shots out")));
  }

  /** How many there are. */
  int size() {
    return answers.size();
  }

  /** How many classes there are. */
  int classes() {
    return counts.length;
  }

  /** How many shots every class has. */
  int[] counts() {
    return counts.clone();
  }

  /** The class of a shot. */
  int label(int shot) {
    return answers.labels().label(shot);
  }

  /** Whether its class has others, so that something of it is left without the shot. */
  boolean isJudged(int shot) {
    return counts[label(shot)] > 1;
  }

  /** The probability of a class by an answer without the shot. */
  double probability(int shot, int label) {
    return Math.exp(answers.logits().get(shot, label));
  }

  /** What is said of a shot; there is a second class. */
  Suspect suspect(int shot) {
    Matrix logits = answers.logits();
    int label = label(shot);
    int best = label == 0 ? 1 : 0;
    for (int c = best + 1; c < classes(); c++) {
      if (c != label && logits.get(shot, c) > logits.get(shot, best)) {
        best = c;
      }
    }
    double own = logits.get(shot, label);
    double other = logits.get(shot, best);
    return new Suspect(shot, label, best, Math.exp(own), Math.exp(other), other - own);
  }

  /** All that can be judged, the most suspect first, of equals the first. */
  List<Suspect> ranked() {
    if (classes() < 2) {
      return List.of();
    }
    return IntStream.range(0, size())
        .filter(this::isJudged)
        .mapToObj(this::suspect)
        .sorted(Comparator.comparingDouble(Suspect::suspicion).reversed())
        .toList();
  }
}
