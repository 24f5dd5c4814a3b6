package io.glimpse.auto;

import io.glimpse.matrix.Matrix;

/** The unit of an expert: how far apart its scores of the wrong classes lie. */
public final class Spread {

  private Spread() {}

  /**
   * The mean over rows of the standard deviation of the wrong classes' scores; of fewer than three
   * classes, of all scores. 1 where that is 0.
   */
  public static double of(Matrix scores, int[] labels) {
    int k = scores.columns();
    double sum = 0;
    for (int i = 0; i < scores.rows(); i++) {
      sum += deviation(scores, i, k < 3 ? k : labels[i]);
    }
    double spread = sum / scores.rows();
    return spread > 0 ? spread : 1;
  }

  /**
   * Of one row.
   *
   * @param left the column that does not count; k for none
   */
  private static double deviation(Matrix scores, int row, int left) {
    int k = scores.columns();
    int at = scores.start(row);
    int count = left < k ? k - 1 : k;
    double mean = 0;
    for (int c = 0; c < k; c++) {
      mean += c == left ? 0 : scores.data()[at + c];
    }
    mean /= count;
    double squares = 0;
    for (int c = 0; c < k; c++) {
      double away = c == left ? 0 : scores.data()[at + c] - mean;
      squares += away * away;
    }
    return Math.sqrt(squares / count);
  }
}
