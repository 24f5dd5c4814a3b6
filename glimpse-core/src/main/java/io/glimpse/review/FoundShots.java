package io.glimpse.review;

import io.glimpse.bank.Bank;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.UnseenAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a bank finds the shots of one of its classes, by its own method and parameters.
 *
 * @param className the class
 * @param found shots that are answered with it
 * @param total shots that were asked about, at least 1
 * @param leftOut whether each was answered without itself; the only shot of a class cannot be, and
 *     a bank that does not even find that one finds no other
 */
public record FoundShots(String className, int found, int total, boolean leftOut) {

  /**
   * Asks a bank for some of its classes.
   *
   * @param classNames classes of the bank
   * @return in the order of the names, without classes whose shots its method cannot answer without
   *     themselves
   * @throws IllegalArgumentException if there is no class of that name
   */
  public static List<FoundShots> of(Bank bank, List<String> classNames) {
    if (classNames.isEmpty()) {
      return List.of();
    }
    Classifier classifier = bank.classifier();
    int[] counts = new int[bank.classes().size()];
    for (int label : bank.cache().labels()) {
      counts[label]++;
    }
    int[] labels = classNames.stream().mapToInt(bank.texts()::require).toArray();
    boolean several = IntStream.of(labels).anyMatch(label -> counts[label] > 1);
    Optional<UnseenAnswers> answers = several ? classifier.leaveOneOut() : Optional.empty();
    List<FoundShots> all = new ArrayList<>();
    for (int label : labels) {
      if (counts[label] == 1) {
        all.add(ofOnlyShot(bank, classifier, label));
      } else {
        answers.flatMap(unseen -> of(bank, unseen, label)).ifPresent(all::add);
      }
    }
    return all;
  }

  private static FoundShots ofOnlyShot(Bank bank, Classifier classifier, int label) {
    int shot =
        IntStream.range(0, bank.cache().size())
            .filter(i -> bank.cache().label(i) == label)
            .findFirst()
            .orElseThrow();
    Matrix key = bank.cache().keys().toMatrix().rows(shot, shot + 1);
    boolean found = classifier.logits(FeatureBatch.ofGlobals(key)).argmax(0) == label;
    return new FoundShots(bank.classes().name(label), found ? 1 : 0, 1, false);
  }

  private static Optional<FoundShots> of(Bank bank, UnseenAnswers answers, int label) {
    int[] fair =
        IntStream.of(answers.fair()).filter(i -> answers.labels().label(i) == label).toArray();
    if (fair.length == 0) {
      return Optional.empty();
    }
    int found = (int) IntStream.of(fair).filter(i -> answers.logits().argmax(i) == label).count();
    return Optional.of(new FoundShots(bank.classes().name(label), found, fair.length, true));
  }

  /** Whether one at least is not found. */
  public boolean isAnyLost() {
    return found < total;
  }
}
