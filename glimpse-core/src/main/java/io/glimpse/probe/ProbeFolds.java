package io.glimpse.probe;

import io.glimpse.feature.Cache;
import io.glimpse.feature.Labels;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Parameters;
import io.glimpse.method.UnseenAnswers;
import io.glimpse.train.LogisticRegression;
import java.util.stream.IntStream;

/**
 * How a probe answers its shots when some are left out: a fifth of them at a time, for leaving out
 * each would be as many fits.
 *
 * <p>The r-th shot of a class is in fold {@code r mod m}, where m is 5 or, if that is less, the
 * number of shots of the largest class. So every class keeps a shot always; the only shot of a
 * class is not left out.
 */
final class ProbeFolds {

  private static final int MOST = 5;

  private final Matrix keys;
  private final Labels labels;
  private final Rows weight;
  private final Matrix bias;
  private final Parameters parameters;
  private final int[] counts;

  /** The fold of every shot. */
  private final int[] folds;

  /**
   * Of a probe of all shots, near which those without some are looked for.
   *
   * @param weight k x d
   * @param bias 1 x k
   * @param parameters of the probe
   */
  ProbeFolds(Cache shots, Rows weight, Matrix bias, Parameters parameters) {
    this.keys = shots.keys().toMatrix();
    this.labels = Labels.of(shots.labels());
    this.weight = weight;
    this.bias = bias;
    this.parameters = parameters;
    this.counts = labels.counts(weight.size());
    this.folds = folds();
  }

  private int[] folds() {
    int m = Math.min(MOST, IntStream.of(counts).max().orElse(0));
    int[] seen = new int[counts.length];
    int[] folds = new int[labels.size()];
    for (int i = 0; i < folds.length; i++) {
      folds[i] = seen[labels.label(i)]++ % m;
    }
    return folds;
  }

  /** Those to shots whose class has others; rows of the rest are zeros. */
  UnseenAnswers answers() {
    Matrix answers = new Matrix(labels.size(), counts.length);
    for (int fold = 0; fold < MOST; fold++) {
      answer(fold, answers);
    }
    return UnseenAnswers.ofShots(answers, labels);
  }

  private void answer(int fold, Matrix answers) {
    int[] out = IntStream.range(0, folds.length).filter(i -> isOut(i, fold)).toArray();
    if (out.length == 0) {
      return;
    }
    int[] in = IntStream.range(0, folds.length).filter(i -> !isOut(i, fold)).toArray();
    LogisticRegression problem =
        new LogisticRegression(
            keys.select(in),
            LinearProbe.balanced(labels.select(in), parameters, counts.length),
            counts.length);
    double strength = parameters.number(LinearProbe.C);
    double[] solution = problem.solve(strength, problem.start(weight.toMatrix(), bias), i -> {});
    Matrix logits = Products.timesTransposed(keys.select(out), problem.weights(solution));
    Elementwise.addToEveryRow(problem.biases(solution), logits);
    for (int i = 0; i < out.length; i++) {
      answers.setRow(out[i], logits, i);
    }
  }

  private boolean isOut(int shot, int fold) {
    return folds[shot] == fold && counts[labels.label(shot)] > 1;
  }
}
