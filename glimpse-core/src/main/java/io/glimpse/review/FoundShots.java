package io.glimpse.review;

import io.glimpse.bank.Bank;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.UnseenAnswers;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a bank finds the shots of one of its classes, by its own method and parameters.
 *
 * @param found shots that are answered with their class
 * @param total shots that were asked about, at least 1
 * @param leftOut whether each was answered without itself; the only shot of a class cannot be, and
 *     a bank that does not even find that one finds no other
 */
public record FoundShots(int found, int total, boolean leftOut) {

  /**
   * Asks a bank.
   *
   * @param className a class of the bank, spelled like it or with other underscores and blanks
   * @return empty where its method cannot answer shots without themselves
   * @throws IllegalArgumentException if there is no such class
   */
  public static Optional<FoundShots> of(Bank bank, String className) {
    int label =
        bank.classes()
            .find(className)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no class '" + className + "'"));
    int[] shots =
        IntStream.range(0, bank.cache().size())
            .filter(shot -> bank.cache().label(shot) == label)
            .toArray();
    if (shots.length == 1) {
      Matrix key = bank.cache().keys().toMatrix().select(shots);
      Matrix logits = bank.classifier().logits(FeatureBatch.ofGlobals(key));
      return Optional.of(new FoundShots(logits.argmax(0) == label ? 1 : 0, 1, false));
    }
    return bank.classifier().leaveOneOut().flatMap(answers -> of(answers, label, shots));
  }

  private static Optional<FoundShots> of(UnseenAnswers answers, int label, int... shots) {
    int[] fair = IntStream.of(shots).filter(answers::isFair).toArray();
    if (fair.length == 0) {
      return Optional.empty();
    }
    int found =
        (int) IntStream.of(fair).filter(shot -> answers.logits().argmax(shot) == label).count();
    return Optional.of(new FoundShots(found, fair.length, true));
  }

  /** Whether one at least is not found. */
  public boolean isAnyLost() {
    return found < total;
  }
}
