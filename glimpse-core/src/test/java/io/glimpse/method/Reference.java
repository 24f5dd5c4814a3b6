package io.glimpse.method;

/** The equations in double precision, slow and obvious: the twin of the float32 methods. */
public final class Reference {

  private Reference() {}

  public static double[][] zeroShot(double[][] f, double[][] w, double scale) {
    double[][] logits = new double[f.length][w.length];
    for (int i = 0; i < f.length; i++) {
      for (int c = 0; c < w.length; c++) {
        logits[i][c] = scale * dot(f[i], w[c]);
      }
    }
    return logits;
  }

  public static double[][] tip(
      double[][] f, double[][] w, double[][] keys, int[] labels, double alpha, double beta) {
    double[][] logits = zeroShot(f, w, 100);
    for (int i = 0; i < f.length; i++) {
      for (int s = 0; s < keys.length; s++) {
        logits[i][labels[s]] += alpha * Math.exp(-beta * (1 - dot(f[i], keys[s])));
      }
    }
    return logits;
  }

  /** CALIP's terms l0, l1, l2 for one picture. */
  public static double[][] calip(
      double[] g, double[][] s, double[][] t, double scale, boolean mean, boolean max) {
    int places = s.length;
    int k = t.length;
    double[][] overPlaces = new double[places][k];
    double[][] overClasses = new double[places][k];
    for (int c = 0; c < k; c++) {
      double sum = 0;
      for (int h = 0; h < places; h++) {
        sum += Math.exp(scale * dot(s[h], t[c]));
      }
      for (int h = 0; h < places; h++) {
        overPlaces[h][c] = Math.exp(scale * dot(s[h], t[c])) / sum;
      }
    }
    for (int h = 0; h < places; h++) {
      double sum = 0;
      for (int c = 0; c < k; c++) {
        sum += Math.exp(scale * dot(s[h], t[c]));
      }
      for (int c = 0; c < k; c++) {
        overClasses[h][c] = Math.exp(scale * dot(s[h], t[c])) / sum;
      }
    }
    double[] pooled = new double[g.length];
    for (int j = 0; j < g.length; j++) {
      double sum = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int h = 0; h < places; h++) {
        double blended = 0;
        for (int c = 0; c < k; c++) {
          blended += overClasses[h][c] * t[c][j];
        }
        sum += blended;
        most = Math.max(most, blended);
      }
      pooled[j] = (mean ? sum / places : 0) + (max ? most : 0);
    }
    double[][] terms = new double[3][k];
    for (int c = 0; c < k; c++) {
      double[] guided = new double[g.length];
      for (int h = 0; h < places; h++) {
        for (int j = 0; j < g.length; j++) {
          guided[j] += overPlaces[h][c] * s[h][j];
        }
      }
      terms[0][c] = 100 * dot(g, t[c]);
      terms[1][c] = 100 * dot(g, guided);
      terms[2][c] = 100 * dot(pooled, t[c]);
    }
    return terms;
  }

  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
