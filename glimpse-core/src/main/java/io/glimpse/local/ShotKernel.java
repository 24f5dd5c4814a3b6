package io.glimpse.local;

/** How alike a picture and each of the shots are, the shots themselves being 1 on average. */
interface ShotKernel {

  /** Number n of shots. */
  int shots();

  /** Of the shots with each other: n x n, row-major, symmetric. */
  double[] ofShots();

  /**
   * Of a picture with each shot.
   *
   * @param signs of the picture, as wide as those of the shots; not modified
   * @return n values
   */
  double[] of(double[] signs);

  /** Divides by the mean of the diagonal, unless that is nothing; returns what was divided by. */
  static double normalise(double[] square, int n) {
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += square[i * n + i];
    }
    double mean = trace > 0 ? trace / n : 1;
    for (int i = 0; i < square.length; i++) {
      square[i] /= mean;
    }
    return mean;
  }
}
