package io.glimpse.local;

/**
 * {@code exp(-(1 - cos))} of signs, whose lengths then do not matter, centred in the space of the
 * kernel.
 */
final class DirectionKernel implements ShotKernel {

  private static final double LEAST_LENGTH = 1e-9;

  private final double[][] rows;
  private final double[] square;

  /** The mean of each column of the kernel before it was centred, and of all of them. */
  private final double[] columnMeans;

  private final double mean;
  private final double scale;

  /**
   * Of some shots.
   *
   * @param signs n rows, n at least 1; not modified
   */
  DirectionKernel(double[][] signs) {
    int n = signs.length;
    rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = unit(signs[i]);
    }
    square = new double[n * n];
    columnMeans = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        square[i * n + j] = likeness(rows[i], rows[j]);
        columnMeans[j] += square[i * n + j] / n;
        sum += square[i * n + j];
      }
    }
    mean = sum / ((double) n * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        square[i * n + j] += mean - columnMeans[i] - columnMeans[j];
      }
    }
    scale = ShotKernel.normalise(square, n);
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
    double[] unit = unit(signs);
    double[] likeness = new double[rows.length];
    double own = 0;
    for (int i = 0; i < likeness.length; i++) {
      likeness[i] = likeness(unit, rows[i]);
      own += likeness[i] / likeness.length;
    }
    for (int i = 0; i < likeness.length; i++) {
      likeness[i] = (likeness[i] - own - columnMeans[i] + mean) / scale;
    }
    return likeness;
  }

  private static double likeness(double[] a, double[] b) {
    double cosine = 0;
    for (int j = 0; j < a.length; j++) {
      cosine += a[j] * b[j];
    }
    return Math.exp(cosine - 1);
  }

  private static double[] unit(double[] signs) {
    double squares = 0;
    for (double sign : signs) {
      squares += sign * sign;
    }
    double length = Math.max(Math.sqrt(squares), LEAST_LENGTH);
    double[] unit = signs.clone();
    for (int j = 0; j < unit.length; j++) {
      unit[j] /= length;
    }
    return unit;
  }
}
