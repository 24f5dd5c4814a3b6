package io.glimpse.local;

import io.glimpse.matrix.CrossProduct;
import io.glimpse.matrix.Matrix;

/**
 * The first two moments of tokens, of one picture or added up over some.
 *
 * @param first c values: the mean of the tokens, Σ t / T, summed over pictures
 * @param second c x c, row-major, of which the diagonal and what is right of it count: Σ t tᵀ / T
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record TokenSums(double[] first, double[] second) {

  /** Those of no picture. */
  static TokenSums none(int width) {
    return new TokenSums(new double[width], new double[width * width]);
  }

  /** Those of one picture. */
  static TokenSums of(Matrix tokens) {
    int count = tokens.rows();
    int width = tokens.columns();
    double[][] rows = new double[count][width];
    double[] first = new double[width];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        rows[i][j] = tokens.get(i, j);
        first[j] += rows[i][j];
      }
    }
    double[] second = CrossProduct.of(rows, width);
    divide(first, count);
    divide(second, count);
    return new TokenSums(first, second);
  }

  int width() {
    return first.length;
  }

  /** These and others times a factor. */
  TokenSums plus(double factor, TokenSums others) {
    double[] one = first.clone();
    double[] two = second.clone();
    for (int j = 0; j < one.length; j++) {
      one[j] += factor * others.first[j];
    }
    for (int j = 0; j < two.length; j++) {
      two[j] += factor * others.second[j];
    }
    return new TokenSums(one, two);
  }

  /** These divided by a number. */
  TokenSums over(double number) {
    double[] one = first.clone();
    double[] two = second.clone();
    divide(one, number);
    divide(two, number);
    return new TokenSums(one, two);
  }

  /**
   * The covariance of means: {@code second - first firstᵀ}; the diagonal and what is right of it.
   */
  double[] covariance() {
    int width = width();
    double[] covariance = second.clone();
    for (int i = 0; i < width; i++) {
      for (int j = i; j < width; j++) {
        covariance[i * width + j] -= first[i] * first[j];
      }
    }
    return covariance;
  }

  private static void divide(double[] values, double by) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= by;
    }
  }
}
