package io.glimpse.method;

import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a classifier says of pictures whose classes are known and that it was not made of: its
 * shots, each left out in turn, or validation data. How sure it may be is learned from them.
 */
public final class UnseenAnswers {

  private final Matrix logits;
  private final Labels labels;
  private final int[] fair;

  private UnseenAnswers(Matrix logits, Labels labels, int... fair) {
    if (logits.rows() != labels.size()) {
      throw new IllegalArgumentException(
          logits.rows() + " answers are not the answers to " + labels.size() + " pictures");
    }
    this.logits = logits;
    this.labels = labels.requireBelow(logits.columns());
    this.fair = fair;
  }

  /**
   * Answers to shots, each by a classifier that was made without it.
   *
   * @param logits n x k, in the units of {@link Classifier#logits}
   * @param labels the classes of the n shots
   */
  public static UnseenAnswers ofShots(Matrix logits, Labels labels) {
    int[] counts = labels.counts(logits.columns());
    return new UnseenAnswers(
        logits,
        labels,
        IntStream.range(0, labels.size()).filter(i -> counts[labels.label(i)] > 1).toArray());
  }

  /**
   * Answers to some of the shots.
   *
   * @param logits n x k; rows of shots that were not left out may hold anything
   * @param fair the shots that were left out and whose class has others, in order
   */
  public static UnseenAnswers ofShots(Matrix logits, Labels labels, int... fair) {
    return new UnseenAnswers(logits, labels, fair.clone());
  }

  /**
   * Answers to pictures that are no shots.
   *
   * @param logits n x k
   */
  public static UnseenAnswers ofPictures(Matrix logits, Labels labels) {
    return new UnseenAnswers(logits, labels, IntStream.range(0, labels.size()).toArray());
  }

  /** In the units of {@link Classifier#logits}, n x k. */
  public Matrix logits() {
    return logits;
  }

  /** The classes of the n pictures. */
  public Labels labels() {
    return labels;
  }

  /** Number n of pictures. */
  public int size() {
    return labels.size();
  }

  /**
   * The rows that say something, in order. The only shot of a class is no such row: without it
   * nothing is left of the class but what the texts say.
   */
  public int[] fair() {
    return fair.clone();
  }

  /** Whether a row says something; see {@link #fair()}. */
  public boolean isFair(int row) {
    return Arrays.binarySearch(fair, row) >= 0;
  }

  /** Whether any does. */
  public boolean isAnyFair() {
    return fair.length > 0;
  }
}
