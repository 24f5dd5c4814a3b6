package io.glimpse.local;

/** Products of signs that were standardised by the shots' means and deviations. */
final class LinearKernel implements ShotKernel {

  /** Added to every deviation: a sign that never varies says nothing. */
  private static final double LEAST_DEVIATION = 1e-6;

  private final double[] mean;
  private final double[] deviation;
  private final double[][] rows;
  private final double[] square;
  private final double scale;

  /**
   * Of some shots.
   *
   * @param signs n rows, n at least 1; not modified
   */
  LinearKernel(double[][] signs) {
    int n = signs.length;
    mean = new double[signs[0].length];
    deviation = new double[mean.length];
    for (double[] row : signs) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j] / n;
      }
    }
    for (double[] row : signs) {
      for (int j = 0; j < mean.length; j++) {
        deviation[j] += (row[j] - mean[j]) * (row[j] - mean[j]) / n;
      }
    }
    for (int j = 0; j < mean.length; j++) {
      deviation[j] = Math.sqrt(deviation[j]) + LEAST_DEVIATION;
    }
    rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = standard(signs[i]);
    }
    square = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        square[i * n + j] = dot(rows[i], rows[j]);
      }
    }
    scale = ShotKernel.normalise(square, n);
  }

  private double[] standard(double[] signs) {
    double[] standard = new double[signs.length];
    for (int j = 0; j < signs.length; j++) {
      standard[j] = (signs[j] - mean[j]) / deviation[j];
    }
    return standard;
  }

  @Override
  public int shots() {
    return rows.length;
  }

  @Override
  public double[] ofShots() {
    return square.clone();
  }

  @Override
  public double[] of(double[] signs) {
    double[] standard = standard(signs);
    double[] likeness = new double[rows.length];
    for (int i = 0; i < likeness.length; i++) {
      likeness[i] = dot(standard, rows[i]) / scale;
    }
    return likeness;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
