package io.glimpse.auto;

import io.glimpse.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Where the mean of each class is expected before its shots are seen: {@code m_c = g + ρ u_c}, the
 * centre of the class means and, as far as the texts tell the classes apart as pictures do, the
 * centred text row.
 *
 * @param centre g, the mean of the means of classes with shots, d values
 * @param texts u, every text row less the mean of those of classes with shots, k rows of d; null
 *     where there are no texts
 * @param slope ρ, least squares, at least 0
 * @param correlation r of texts and class means, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record Anchors(double[] centre, double @Nullable [][] texts, double slope, double correlation) {

  /** How many shots an anchor counts as, for each unit of correlation. */
  private static final double SHOTS = 10;

  /** How many it counts as at least, so that a class of one shot has a mean without it. */
  private static final double LEAST = 0.1;

  /** Below it, nothing varies. */
  private static final double NOTHING = 1e-12;

  /**
   * The anchors of the classes.
   *
   * @param text k x d; null where there are no texts
   */
  static Anchors of(ShotSums sums, @Nullable Matrix text) {
    int d = sums.dimension();
    double[] centre = new double[d];
    double[] textCentre = new double[d];
    for (int c = 0; c < sums.classes(); c++) {
      if (sums.counts()[c] > 0) {
        for (int j = 0; j < d; j++) {
          centre[j] += sums.means()[c][j];
          textCentre[j] += text == null ? 0 : text.get(c, j);
        }
      }
    }
    for (int j = 0; j < d; j++) {
      centre[j] /= sums.classesWithShots();
      textCentre[j] /= sums.classesWithShots();
    }
    if (text == null) {
      return new Anchors(centre, null, 0, 0);
    }
    double[][] texts = new double[sums.classes()][d];
    double uv = 0;
    double uu = 0;
    double vv = 0;
    for (int c = 0; c < texts.length; c++) {
      for (int j = 0; j < d; j++) {
        double u = text.get(c, j) - textCentre[j];
        texts[c][j] = u;
        if (sums.counts()[c] > 0) {
          double v = sums.means()[c][j] - centre[j];
          uv += u * v;
          uu += u * u;
          vv += v * v;
        }
      }
    }
    boolean silent = uu <= NOTHING || vv <= NOTHING || uv <= 0;
    return new Anchors(centre, texts, silent ? 0 : uv / uu, silent ? 0 : uv / Math.sqrt(uu * vv));
  }

  /** κ: how many shots an anchor counts as. */
  double strength() {
    return Math.max(LEAST, SHOTS * correlation);
  }

  /** Value j of {@code m_c - g}. */
  double offset(int label, int j) {
    return slope * text(label, j);
  }

  /** Value j of {@code u_c}; 0 where there are no texts. */
  double text(int label, int j) {
    return texts == null ? 0 : texts[label][j];
  }

  /** u as float32, k x d; null where there are no texts. */
  @Nullable Matrix textRows() {
    if (texts == null) {
      return null;
    }
    Matrix rows = new Matrix(texts.length, centre.length);
    for (int c = 0; c < texts.length; c++) {
      for (int j = 0; j < centre.length; j++) {
        rows.set(c, j, (float) texts[c][j]);
      }
    }
    return rows;
  }

  /**
   * What the text expert says of every class whatever the picture, taken with the other sign:
   * {@code -100 g·u_c}, k values; zeros where there are no texts. It differs from {@code -100
   * g·t_c} by what all classes share.
   */
  double[] bias(int classes) {
    double[] bias = new double[classes];
    for (int c = 0; c < classes && texts != null; c++) {
      double dot = 0;
      for (int j = 0; j < centre.length; j++) {
        dot += centre[j] * texts[c][j];
      }
      bias[c] = -Mixture.SCALE * dot;
    }
    return bias;
  }
}
