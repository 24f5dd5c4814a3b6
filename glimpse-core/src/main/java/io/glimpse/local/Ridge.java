package io.glimpse.local;

import io.glimpse.matrix.Cholesky;
import java.util.Arrays;

/**
 * Ridge regression of the classes on a kernel: {@code A = (K + λ I)⁻¹ (Y - prior)}, which answers
 * {@code k(x)ᵀ A + prior}; Y is 1 in a shot's own class, prior the share of each class.
 */
final class Ridge {

  /** λ, in units of the kernel's diagonal. */
  private static final double LAMBDA = 0.3;

  private final int classes;
  private final double[] prior;
  private final double[] coefficients;
  private final double[] leftOut;
  private final double error;

  /**
   * Fits.
   *
   * @param kernel n x n, symmetric; overwritten
   * @param labels n classes below {@code classes}
   */
  Ridge(double[] kernel, int[] labels, int classes) {
    int n = labels.length;
    this.classes = classes;
    prior = new double[classes];
    coefficients = new double[n * classes];
    leftOut = new double[n * classes];
    if (classes == 1) {
      // Nothing is to be told apart, and inverting n x n would take long for it.
      prior[0] = 1;
      Arrays.fill(leftOut, 1);
      error = 0;
      return;
    }
    for (int label : labels) {
      prior[label] += 1.0 / n;
    }
    for (int i = 0; i < n; i++) {
      kernel[i * n + i] += LAMBDA;
    }
    Cholesky factor = Cholesky.of(kernel, n);
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < classes; c++) {
        coefficients[i * classes + c] = (labels[i] == c ? 1 : 0) - prior[c];
      }
    }
    factor.solve(coefficients, classes);
    double[] diagonal = factor.inverseDiagonal();
    double squares = 0;
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < classes; c++) {
        double residual = coefficients[i * classes + c] / diagonal[i];
        leftOut[i * classes + c] = (labels[i] == c ? 1 : 0) - residual;
        squares += residual * residual;
      }
    }
    error = squares / n;
  }

  /** The mean squared distance of what shots are answered without themselves to the truth. */
  double error() {
    return error;
  }

  /** What each shot is answered without itself, exactly: n x k. */
  double[] leftOut() {
    return leftOut.clone();
  }

  /**
   * Answers a picture.
   *
   * @param likeness of it with each shot, n values
   * @return k scores
   */
  double[] scores(double[] likeness) {
    double[] scores = prior.clone();
    for (int i = 0; i < likeness.length; i++) {
      for (int c = 0; c < classes; c++) {
        scores[c] += likeness[i] * coefficients[i * classes + c];
      }
    }
    return scores;
  }
}
