package io.glimpse.matrix;

/** Linear systems by Gauss's elimination with the largest pivot: the obvious twin of Cholesky. */
public final class PlainSolve {

  private PlainSolve() {}

  /** X with {@code A X = B}; nothing is changed. */
  public static double[][] of(double[][] a, double[][] b) {
    int n = a.length;
    double[][] left = copy(a);
    double[][] right = copy(b);
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = Math.abs(left[i][k]) > Math.abs(left[pivot][k]) ? i : pivot;
      }
      swap(left, k, pivot);
      swap(right, k, pivot);
      for (int i = 0; i < n; i++) {
        if (i != k) {
          double factor = left[i][k] / left[k][k];
          subtract(factor, left[k], left[i]);
          subtract(factor, right[k], right[i]);
        }
      }
    }
    for (int k = 0; k < n; k++) {
      for (int c = 0; c < right[k].length; c++) {
        right[k][c] /= left[k][k];
      }
    }
    return right;
  }

  private static void subtract(double factor, double[] row, double[] from) {
    for (int j = 0; j < row.length; j++) {
      from[j] -= factor * row[j];
    }
  }

  private static void swap(double[][] rows, int a, int b) {
    double[] row = rows[a];
    rows[a] = rows[b];
    rows[b] = row;
  }

  private static double[][] copy(double[][] m) {
    double[][] copy = new double[m.length][];
    for (int i = 0; i < m.length; i++) {
      copy[i] = m[i].clone();
    }
    return copy;
  }
}
