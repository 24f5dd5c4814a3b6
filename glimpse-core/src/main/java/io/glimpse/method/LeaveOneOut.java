package io.glimpse.method;

import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;
import java.util.Arrays;

/**
 * How a classifier would answer its own shots, each as if it had never seen it: data for which it
 * is known what is right and how sure it was, without a validation set.
 */
public final class LeaveOneOut {

  private final Matrix logProbabilities;
  private final Labels labels;
  private final double[] likeness;
  private final int[] counts;

  /**
   * Answers to shots.
   *
   * @param logProbabilities n x k; the exponentials of a row add up to 1
   * @param labels the classes of the n shots
   * @param likeness of each shot to the class that it is most like, see {@link #likeness}
   */
  public LeaveOneOut(Matrix logProbabilities, Labels labels, double... likeness) {
    this.logProbabilities = logProbabilities;
    this.labels = labels.requireBelow(logProbabilities.columns());
    this.likeness = likeness.clone();
    this.counts = labels.counts(logProbabilities.columns());
  }

  /** Logarithms of the probabilities, n shots x k classes. */
  public Matrix logProbabilities() {
    return logProbabilities;
  }

  /** The classes of the shots. */
  public Labels labels() {
    return labels;
  }

  /**
   * Whether the class of a shot has others, so that its answer says something; of a class of one
   * shot nothing is left without it but what the texts say.
   */
  public boolean isFair(int shot) {
    return counts[labels.label(shot)] > 1;
  }

  /** Whether that holds for any shot. */
  public boolean isAnyFair() {
    return Arrays.stream(counts).anyMatch(n -> n > 1);
  }

  /**
   * The logarithm of the density, up to what all shots share, of a shot in the class that it is
   * most like: minus half its squared distance in units of the shots' spread. At most 0.
   */
  public double likeness(int shot) {
    return likeness[shot];
  }
}
