package io.glimpse.method;

import io.glimpse.feature.ClassSet;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The answer for one picture: all classes, the likeliest first; of equal ones the first in the
 * task.
 *
 * @param ranked every class once
 */
public record Prediction(List<Ranked> ranked) {

  /**
   * A class in an answer.
   *
   * @param index its number in the task
   * @param name its name
   * @param probability softmax of the logits over all classes, 0 to 1
   * @param logit as the classifier gave it
   */
  public record Ranked(int index, String name, double probability, double logit) {}

  public Prediction {
    ranked = List.copyOf(ranked);
  }

  /**
   * The answer that a row of logits, n x k, gives.
   *
   * @throws IllegalArgumentException if a logit of the row is not finite, naming row and class
   */
  public static Prediction of(ClassSet classes, Matrix logits, int row) {
    for (int c = 0; c < classes.size(); c++) {
      if (!Float.isFinite(logits.get(row, c))) {
        throw new IllegalArgumentException(
            String.format(
                "row %d of the logits gives class '%s' the value %s, which is not finite",
                row, classes.name(c), logits.get(row, c)));
      }
    }
    double most = logits.get(row, logits.argmax(row));
    double sum = 0;
    for (int c = 0; c < classes.size(); c++) {
      sum += Math.exp(logits.get(row, c) - most);
    }
    List<Ranked> ranked = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      double logit = logits.get(row, c);
      ranked.add(new Ranked(c, classes.name(c), Math.exp(logit - most) / sum, logit));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::logit).reversed());
    return new Prediction(ranked);
  }

  /** The likeliest class. */
  public Ranked best() {
    return ranked.get(0);
  }

  /** The likeliest classes, at most so many. */
  public List<Ranked> top(int most) {
    return ranked.subList(0, Math.min(most, ranked.size()));
  }

  /** By how much the best logit is larger than the next; infinite where there is one class only. */
  public double margin() {
    return ranked.size() < 2
        ? Double.POSITIVE_INFINITY
        : ranked.get(0).logit() - ranked.get(1).logit();
  }
}
