package io.glimpse.gaussian;

import io.glimpse.matrix.Matrix;

/** Rows in double precision, and the means of their classes. */
final class Samples {

  private Samples() {}

  /** The rows of a matrix. */
  static double[][] of(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = matrix.get(i, j);
      }
    }
    return rows;
  }

  /**
   * The mean of each class's rows.
   *
   * @param labels the classes of the rows; every class below {@code classes} has one at least
   */
  static double[][] means(double[][] rows, int[] labels, int classes) {
    double[][] means = new double[classes][rows[0].length];
    int[] counts = new int[classes];
    for (int i = 0; i < rows.length; i++) {
      counts[labels[i]]++;
      for (int j = 0; j < rows[i].length; j++) {
        means[labels[i]][j] += rows[i][j];
      }
    }
    for (int c = 0; c < classes; c++) {
      for (int j = 0; j < means[c].length; j++) {
        means[c][j] /= counts[c];
      }
    }
    return means;
  }
}
