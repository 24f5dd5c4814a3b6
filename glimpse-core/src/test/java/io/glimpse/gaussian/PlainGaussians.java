package io.glimpse.gaussian;

import io.glimpse.matrix.PlainSolve;
import io.glimpse.method.Reference;

/** GDA's and TIMO's equations in double precision, slow and obvious. */
final class PlainGaussians {

  /** w, k x d. */
  final double[][] weights;

  final double[] biases;

  PlainGaussians(double[][] x, int[] labels, int classes) {
    int d = x[0].length;
    double[][] means = means(x, labels, classes);
    double[][] covariance = new double[d][d];
    double trace = 0;
    for (int a = 0; a < d; a++) {
      for (int b = 0; b < d; b++) {
        for (int i = 0; i < x.length; i++) {
          covariance[a][b] +=
              (x[i][a] - means[labels[i]][a]) * (x[i][b] - means[labels[i]][b]) / (x.length - 1);
        }
      }
      trace += covariance[a][a];
    }
    double[][] shrunk = new double[d][d];
    double[][] identity = new double[d][d];
    for (int a = 0; a < d; a++) {
      for (int b = 0; b < d; b++) {
        shrunk[a][b] = (x.length - 1) * covariance[a][b] + (a == b ? trace : 0);
      }
      identity[a][a] = 1;
    }
    double[][] inverse = trace == 0 ? new double[d][d] : PlainSolve.of(shrunk, identity);
    weights = new double[classes][d];
    biases = new double[classes];
    for (int c = 0; c < classes; c++) {
      for (int a = 0; a < d; a++) {
        weights[c][a] = d * Reference.dot(inverse[a], means[c]);
      }
      biases[c] = -Math.log(classes) - Reference.dot(weights[c], means[c]) / 2;
    }
  }

  static double[][] means(double[][] x, int[] labels, int classes) {
    double[][] means = new double[classes][x[0].length];
    for (int c = 0; c < classes; c++) {
      int count = 0;
      for (int i = 0; i < x.length; i++) {
        count += labels[i] == c ? 1 : 0;
      }
      for (int j = 0; j < x[0].length; j++) {
        for (int i = 0; i < x.length; i++) {
          means[c][j] += labels[i] == c ? x[i][j] / count : 0;
        }
      }
    }
    return means;
  }

  /** {@code f wᵀ + b}. */
  double[][] logits(double[][] f) {
    double[][] logits = new double[f.length][biases.length];
    for (int i = 0; i < f.length; i++) {
      for (int c = 0; c < biases.length; c++) {
        logits[i][c] = Reference.dot(f[i], weights[c]) + biases[c];
      }
    }
    return logits;
  }

  /** {@code a + factor b}. */
  static double[][] sum(double[][] a, double factor, double[][] b) {
    double[][] sum = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int c = 0; c < a[i].length; c++) {
        sum[i][c] = a[i][c] + factor * b[i][c];
      }
    }
    return sum;
  }
}
