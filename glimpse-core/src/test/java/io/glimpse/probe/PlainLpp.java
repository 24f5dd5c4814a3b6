package io.glimpse.probe;

import io.glimpse.method.Reference;

/** LP++'s equations in double precision, slow and obvious. */
final class PlainLpp {

  final double[][] w;
  final double[] alpha;

  PlainLpp(double[][] texts, double[][] shots, int[] labels, int iterations, boolean summed) {
    int n = shots.length;
    int k = texts.length;
    int d = texts[0].length;
    double[][] ofTexts = Reference.zeroShot(shots, texts, 1);
    w = new double[k][d];
    alpha = new double[k];
    double first = 0;
    for (int c = 0; c < k; c++) {
      double cosines = 0;
      int count = 0;
      for (int i = 0; i < n; i++) {
        if (labels[i] == c) {
          cosines += ofTexts[i][c];
          count++;
          for (int j = 0; j < d; j++) {
            w[c][j] += shots[i][j];
          }
        }
      }
      first += 250 * cosines / count / k;
    }
    double mostSquared = 0;
    for (int c = 0; c < k; c++) {
      alpha[c] = first;
      double squared = 0;
      for (int i = 0; i < n; i++) {
        squared += ofTexts[i][c] * ofTexts[i][c];
      }
      mostSquared = Math.max(mostSquared, squared);
    }
    double rate = 4.0 * n / largestEigenvalue(shots);
    double alphaRate = n / (4 * mostSquared);
    double[][] momentum = new double[k][d];
    double[] alphaSum = new double[k];
    for (int step = 1; step <= iterations; step++) {
      double[][] slope = new double[k][d];
      double[] alphaSlope = new double[k];
      for (int i = 0; i < n; i++) {
        double[] p = softmax(shots[i], ofTexts[i]);
        for (int c = 0; c < k; c++) {
          double off = (p[c] - (labels[i] == c ? 1 : 0)) / n;
          alphaSlope[c] += off * ofTexts[i][c];
          for (int j = 0; j < d; j++) {
            slope[c][j] += off * shots[i][j];
          }
        }
      }
      for (int c = 0; c < k; c++) {
        alphaSum[c] += alphaSlope[c];
        for (int j = 0; j < d; j++) {
          momentum[c][j] = 0.9 * momentum[c][j] + slope[c][j];
          w[c][j] -= rate * momentum[c][j];
        }
        if (step % 10 == 0) {
          alpha[c] -= alphaRate * (summed ? alphaSum[c] : alphaSlope[c]);
        }
      }
    }
  }

  private double[] softmax(double[] f, double[] ofTexts) {
    double[] p = new double[w.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < p.length; c++) {
      p[c] = Reference.dot(f, w[c]) + alpha[c] * ofTexts[c];
      most = Math.max(most, p[c]);
    }
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      p[c] = Math.exp(p[c] - most);
      sum += p[c];
    }
    for (int c = 0; c < p.length; c++) {
      p[c] /= sum;
    }
    return p;
  }

  /**
   * That of {@code F Fᵀ}, by squaring: the trace of a high power outgrows all other eigenvalues.
   */
  private static double largestEigenvalue(double[][] f) {
    int n = f.length;
    double[][] power = Reference.zeroShot(f, f, 1);
    double logarithm = 0;
    double exponent = 1;
    for (int s = 0; s < 60; s++) {
      double trace = 0;
      for (int i = 0; i < n; i++) {
        trace += power[i][i];
      }
      double[][] scaled = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          scaled[i][j] = power[i][j] / trace;
        }
      }
      logarithm += Math.log(trace) / exponent;
      exponent *= 2;
      power = Reference.zeroShot(scaled, scaled, 1);
    }
    return Math.exp(logarithm);
  }
}
