package io.glimpse.calibration;

import io.glimpse.matrix.Matrix;
import io.glimpse.method.UnseenAnswers;

/**
 * What logits are divided by, so that their softmax says how often the answer is right (Guo et al.,
 * 2017): that of the greatest likelihood of answers to unseen pictures.
 *
 * <p>Where all of these are right, the greatest likelihood is had at 0, which claims more than was
 * seen: the next answer may be wrong. So one picture in n + 2 counts for the best of the wrong
 * classes, as in Platt's scaling.
 */
final class Temperature {

  /** Logarithms of the inverse temperature between which it is sought. */
  private static final double WIDEST = 9;

  private static final int HALVINGS = 60;

  private Temperature() {}

  /**
   * The best temperature, by bisection of the derivative in the logarithm of its inverse, which has
   * one zero.
   *
   * @param answers with a row that says something
   */
  static double of(UnseenAnswers answers) {
    return of(answers, 1.0 / (answers.fair().length + 2));
  }

  /**
   * The same with another share of doubt.
   *
   * @param doubt the part of every answer that counts for the best of the wrong classes, 0 to 1
   */
  static double of(UnseenAnswers answers, double doubt) {
    double low = -WIDEST;
    double high = WIDEST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = 0.5 * (low + high);
      if (slope(answers, doubt, Math.exp(middle)) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp(-0.5 * (low + high));
  }

  /** The derivative of the loss by the factor of the logits. */
  private static double slope(UnseenAnswers answers, double doubt, double factor) {
    Matrix logits = answers.logits();
    int k = logits.columns();
    double slope = 0;
    for (int row : answers.fair()) {
      double most = logits.get(row, logits.argmax(row));
      int label = answers.labels().label(row);
      double wrong = Double.NEGATIVE_INFINITY;
      double all = 0;
      double mean = 0;
      for (int c = 0; c < k; c++) {
        double below = logits.get(row, c) - most;
        double p = Math.exp(factor * below);
        all += p;
        mean += p * below;
        wrong = c == label ? wrong : Math.max(wrong, below);
      }
      double own = logits.get(row, label) - most;
      slope += mean / all - (doubt == 0 ? own : (1 - doubt) * own + doubt * wrong);
    }
    return slope;
  }
}
