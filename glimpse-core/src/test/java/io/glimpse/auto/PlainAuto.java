package io.glimpse.auto;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The method again in double precision, slow and written down plainly: leave-one-out by leaving
 * out, inverses by elimination, weights by bisection.
 */
final class PlainAuto {
  final double[][] shots;
  final int[] labels;
  final int k;
  final int d;
  final int[] counts;
  final double[][] means;
  final double[] centre;
  final double[][] anchors;
  final double slope;
  final double kappa;
  final double omega;
  final double ridge;
  final double[][] inverse;
  final double[][] mu;
  final double[][] leftOut;
  final double[] gains;
  final double[] bias;
  final double theta;
  final double[] weights;
  final double[] spreads;
  final double[][] leftOutLogits;
  private final double @Nullable [][] text;

  PlainAuto(double[][] shots, int[] labels, int k, double @Nullable [][] text) {
    this.shots = shots;
    this.labels = labels;
    this.k = k;
    this.text = text;
    this.d = shots[0].length;
    this.counts = counts(-1);
    this.means = means(-1);
    this.centre = new double[d];
    double[] textCentre = new double[d];
    double seen = Arrays.stream(counts).filter(n -> n > 0).count();
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d && counts[c] > 0; j++) {
        centre[j] += means[c][j] / seen;
        textCentre[j] += text == null ? 0 : text[c][j] / seen;
      }
    }
    double uv = 0;
    double uu = 0;
    double vv = 0;
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d && counts[c] > 0 && text != null; j++) {
        uv += (means[c][j] - centre[j]) * (text[c][j] - textCentre[j]);
        uu += Math.pow(text[c][j] - textCentre[j], 2);
        vv += Math.pow(means[c][j] - centre[j], 2);
      }
    }
    boolean silent = uu <= 1e-12 || vv <= 1e-12 || uv <= 0;
    this.slope = silent ? 0 : uv / uu;
    this.kappa = Math.max(0.1, silent ? 0 : 10 * uv / Math.sqrt(uu * vv));
    this.anchors = new double[k][d];
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d; j++) {
        anchors[c][j] = centre[j] + (text == null ? 0 : slope * (text[c][j] - textCentre[j]));
      }
    }
    int n = shots.length;
    this.omega = seen / (seen + 4 * (n - seen));
    double[][] s = scatter(-1);
    double trace = 0;
    for (int j = 0; j < d; j++) {
      trace += s[j][j];
    }
    this.ridge = trace / Math.max(n - 1, 1);
    this.inverse = inverse(s);
    this.mu = mu(counts, means);
    this.leftOut = new double[n][];
    for (int i = 0; i < n; i++) {
      leftOut[i] = scores(shots[i], mu(counts(i), means(i)), inverse(scatter(i)));
    }
    double noise = 0;
    for (int i = 0; i < n; i++) {
      double own = kappa + counts[labels[i]];
      noise -= leftOut[i][labels[i]] * (own - 1) / own / n;
    }
    this.gains = new double[k];
    this.bias = new double[k];
    for (int c = 0; c < k; c++) {
      gains[c] = (counts[c] > 0 ? 0.5 : 1) * noise / (kappa + counts[c]);
      bias[c] = text == null ? 0 : -100 * dot(centre, text[c]);
    }
    double[][] l = new double[n][k];
    double[][] t = new double[n][k];
    double[][] repeated = new double[n][];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < k; c++) {
        double gain = c == labels[i] ? 0.5 * noise / (kappa + counts[c] - 1) : gains[c];
        l[i][c] = leftOut[i][c] + gain;
        t[i][c] = text == null ? 0 : 100 * dot(shots[i], text[c]);
      }
    }
    double sl = divide(l);
    int[] all = new int[n];
    int[] several = new int[n];
    int more = 0;
    for (int i = 0; i < n; i++) {
      all[i] = i;
      if (counts[labels[i]] > 1) {
        several[more++] = i;
      }
    }
    several = Arrays.copyOf(several, more);
    if (text == null) {
      this.theta = 0;
      this.spreads = new double[] {sl};
      double w = more == 0 ? 1.4 : fit(several, l, new double[n][k], 1.4, 0)[0];
      this.weights = new double[] {Math.max(w, 0.1)};
      this.leftOutLogits = sum(l, weights[0], t, 0);
      return;
    }
    double st = divide(t);
    for (int i = 0; i < n; i++) {
      repeated[i] = new double[k];
      for (int c = 0; c < k; c++) {
        repeated[i][c] = bias[c] / st;
      }
    }
    double[] own = fit(all, t, repeated, 3, 0);
    this.theta = own[0] > 0 ? Math.min(own[1] / own[0], 1) : 0;
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < k; c++) {
        t[i][c] += theta * repeated[i][c];
      }
    }
    double start = own[0] * own[0] / 5;
    double[] w = more == 0 ? new double[] {start, 0.7} : fit(several, t, l, start, 0.7);
    this.weights = w[0] == 0 && w[1] == 0 ? new double[] {0.1 * start, 0.07} : w;
    this.spreads = new double[] {st, sl};
    this.leftOutLogits = sum(t, weights[0], l, weights[1]);
  }

  private static double[][] sum(double[][] a, double wa, double[][] b, double wb) {
    double[][] sum = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int c = 0; c < sum[i].length; c++) {
        sum[i][c] = wa * a[i][c] + wb * b[i][c];
      }
    }
    return sum;
  }

  double[] logits(double[] query) {
    double[] gaussian = scores(query, mu, inverse);
    double[] logits = new double[k];
    int last = weights.length - 1;
    for (int c = 0; c < k; c++) {
      logits[c] = weights[last] / spreads[last] * (gaussian[c] + gains[c]);
      if (text != null) {
        logits[c] += weights[0] / spreads[0] * (100 * dot(query, text[c]) + theta * bias[c]);
      }
    }
    return logits;
  }

  static double[] softmax(double[] logits) {
    double most = Arrays.stream(logits).max().orElseThrow();
    double sum = Arrays.stream(logits).map(z -> Math.exp(z - most)).sum();
    return Arrays.stream(logits).map(z -> Math.exp(z - most) / sum).toArray();
  }

  private int[] counts(int left) {
    int[] n = new int[k];
    for (int i = 0; i < labels.length; i++) {
      n[labels[i]] += i == left ? 0 : 1;
    }
    return n;
  }

  private double[][] means(int left) {
    int[] n = counts(left);
    double[][] m = new double[k][d];
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < d && i != left; j++) {
        m[labels[i]][j] += shots[i][j] / n[labels[i]];
      }
    }
    return m;
  }

  /** S; the part of anchors is that of all shots, for classes that have any without the one. */
  private double[][] scatter(int left) {
    int[] n = counts(left);
    double[][] m = means(left);
    double[][] s = new double[d][d];
    for (int i = 0; i < labels.length; i++) {
      if (i != left) {
        add(s, shots[i], m[labels[i]], 1);
      }
    }
    for (int c = 0; c < k; c++) {
      if (n[c] > 0) {
        add(s, means[c], anchors[c], omega * kappa * counts[c] / (kappa + counts[c]));
      }
    }
    return s;
  }

  private static void add(double[][] s, double[] a, double[] b, double weight) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        s[i][j] += weight * (a[i] - b[i]) * (a[j] - b[j]);
      }
    }
  }

  private double[][] mu(int[] n, double[][] m) {
    double[][] drawn = new double[k][d];
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d; j++) {
        drawn[c][j] = (kappa * anchors[c][j] + n[c] * m[c][j]) / (kappa + n[c]);
      }
    }
    return drawn;
  }

  private double[] scores(double[] query, double[][] centres, double[][] p) {
    double[] scores = new double[k];
    for (int c = 0; c < k; c++) {
      double distance = 0;
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          distance += (query[i] - centres[c][i]) * p[i][j] * (query[j] - centres[c][j]);
        }
      }
      scores[c] = -0.5 * shots.length * distance;
    }
    return scores;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** (S + ridge I)⁻¹ by Gauss and Jordan. */
  private double[][] inverse(double[][] s) {
    double[][] a = new double[d][2 * d];
    if (ridge <= 1e-20) {
      return new double[d][d];
    }
    for (int i = 0; i < d; i++) {
      System.arraycopy(s[i], 0, a[i], 0, d);
      a[i][i] += ridge;
      a[i][d + i] = 1;
    }
    for (int pivot = 0; pivot < d; pivot++) {
      double by = a[pivot][pivot];
      for (int j = 0; j < 2 * d; j++) {
        a[pivot][j] /= by;
      }
      for (int i = 0; i < d; i++) {
        double factor = a[i][pivot];
        for (int j = 0; j < 2 * d && i != pivot; j++) {
          a[i][j] -= factor * a[pivot][j];
        }
      }
    }
    return Arrays.stream(a).map(row -> Arrays.copyOfRange(row, d, 2 * d)).toArray(double[][]::new);
  }

  /** Divides scores by their spread, which is returned. */
  private double divide(double[][] scores) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      int own = labels[i];
      double[] row = scores[i];
      double[] wrong = new double[k < 3 ? k : k - 1];
      for (int c = 0, at = 0; c < k; c++) {
        if (k < 3 || c != own) {
          wrong[at++] = row[c];
        }
      }
      double mean = Arrays.stream(wrong).average().orElseThrow();
      double variance =
          Arrays.stream(wrong).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
      sum += Math.sqrt(variance) / scores.length;
    }
    double spread = sum > 1e-12 ? sum : 1;
    for (double[] row : scores) {
      for (int c = 0; c < k; c++) {
        row[c] /= spread;
      }
    }
    return spread;
  }

  /** The least by bisection of the derivative in one weight, for the best of the other. */
  private double[] fit(int[] rows, double[][] a, double[][] b, double startA, double startB) {
    double[] best = new double[2];
    best[0] =
        root(
            wa -> {
              best[1] = root(wb -> slope(rows, b, a, wa, b, wb, wb - startB));
              return slope(rows, a, a, wa, b, best[1], wa - startA);
            });
    best[1] = root(wb -> slope(rows, b, a, best[0], b, wb, wb - startB));
    return best;
  }

  private interface Slope {
    double at(double weight);
  }

  /** Where a rising slope is 0; 0 where it rises from there on. */
  private static double root(Slope slope) {
    if (slope.at(0) >= 0) {
      return 0;
    }
    double low = 0;
    double high = 1;
    while (slope.at(high) < 0) {
      high *= 2;
    }
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (slope.at(middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * Derivative of the mean loss by the weight of an expert, the pull towards its start included.
   */
  private double slope(
      int[] rows, double[][] of, double[][] a, double wa, double[][] b, double wb, double away) {
    double sum = 0;
    for (int i : rows) {
      double[] logits = new double[k];
      for (int c = 0; c < k; c++) {
        logits[c] = wa * a[i][c] + wb * b[i][c];
      }
      sum += dot(softmax(logits), of[i]) - of[i][labels[i]];
    }
    return (sum + away) / rows.length;
  }
}
