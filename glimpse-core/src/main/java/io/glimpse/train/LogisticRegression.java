package io.glimpse.train;

import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Workers;
import java.util.function.IntConsumer;

/**
 * Multinomial logistic regression: minimises {@code C Σ CE(x Wᵀ + b, y) + |W|² / 2}, as
 * scikit-learn does. The biases are not penalised and sum to zero.
 *
 * <p>Everything is in double precision: with a large C the losses of neighbouring points differ by
 * less than float32 can show.
 */
public final class LogisticRegression {

  /** scikit-learn's usual limit in this protocol. */
  private static final int ITERATIONS = 1000;

  private static final double TOLERANCE = 1e-7;

  /** Rows of a part of the work. */
  private static final int PART = 16;

  private final double[][] rows;
  private final double[][] columns;
  private final Labels labels;
  private final int classes;

  /**
   * A problem, to be solved for one C or several.
   *
   * @param features n x d; copied
   * @param labels n classes, or shares of classes
   * @param classes number k of classes
   */
  public LogisticRegression(Matrix features, Labels labels, int classes) {
    int d = features.columns();
    this.rows = new double[features.rows()][d + 1];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < d; j++) {
        rows[i][j] = features.get(i, j);
      }
      rows[i][d] = 1;
    }
    this.columns = DoubleProducts.transposed(rows, d + 1);
    this.labels = labels;
    this.classes = classes;
  }

  /** What an untrained model is: all zeros. */
  public double[] start() {
    return new double[columns.length * classes];
  }

  /**
   * A solution that is known already, to begin near it.
   *
   * @param weights k x d
   * @param biases 1 x k
   */
  public double[] start(Matrix weights, Matrix biases) {
    double[] start = start();
    for (int j = 0; j < columns.length; j++) {
      for (int k = 0; k < classes; k++) {
        start[j * classes + k] = j < columns.length - 1 ? weights.get(k, j) : biases.get(0, k);
      }
    }
    return start;
  }

  /**
   * The optimum.
   *
   * @param c strength C of the data against the penalty
   * @param start where to begin: {@link #start()} or the optimum of a problem like this one
   * @param done hears the number of each iteration that has ended
   * @return (d + 1) rows of k: the weights by feature, then the biases
   */
  public double[] solve(double c, double[] start, IntConsumer done) {
    double[][] weights = new double[columns.length][classes];
    double[][] logits = new double[rows.length][classes];
    double[][] slopes = new double[columns.length][classes];
    return new LimitedMemoryBfgs(ITERATIONS, TOLERANCE * Math.max(1, c))
        .minimise(
            (point, gradient) -> {
              split(point, weights);
              DoubleProducts.multiply(rows, weights, logits);
              double loss = lossAndSlopes(logits);
              DoubleProducts.multiply(columns, logits, slopes);
              return loss * c + penalty(point, slopes, c, gradient);
            },
            start,
            done);
  }

  /** The most iterations that {@link #solve} takes. */
  public static int iterations() {
    return ITERATIONS;
  }

  /** The weights of a solution as W, k x d. */
  public Matrix weights(double[] solution) {
    Matrix w = new Matrix(classes, columns.length - 1);
    for (int j = 0; j < w.columns(); j++) {
      for (int k = 0; k < classes; k++) {
        w.set(k, j, (float) solution[j * classes + k]);
      }
    }
    return w;
  }

  /** The biases of a solution, 1 x k. */
  public Matrix biases(double[] solution) {
    Matrix b = new Matrix(1, classes);
    for (int k = 0; k < classes; k++) {
      b.set(0, k, (float) solution[(columns.length - 1) * classes + k]);
    }
    return b;
  }

  private void split(double[] point, double[][] weights) {
    for (int j = 0; j < weights.length; j++) {
      System.arraycopy(point, j * classes, weights[j], 0, classes);
    }
  }

  /** Half the squared weights; the gradient of the whole objective goes to {@code gradient}. */
  private double penalty(double[] point, double[][] slopes, double c, double[] gradient) {
    double sum = 0;
    for (int j = 0; j < slopes.length; j++) {
      boolean penalised = j < slopes.length - 1;
      for (int k = 0; k < classes; k++) {
        int at = j * classes + k;
        double w = penalised ? point[at] : 0;
        sum += w * w;
        gradient[at] = c * slopes[j][k] + w;
      }
    }
    return sum / 2;
  }

  /** The summed cross-entropy of all rows; the logits become its slopes. */
  private double lossAndSlopes(double[][] logits) {
    double[] losses = new double[logits.length];
    Workers.shared()
        .forEachPart(
            logits.length,
            PART,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                losses[i] = lossAndSlope(logits[i], i);
              }
            });
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return sum;
  }

  private double lossAndSlope(double[] z, int row) {
    double most = Double.NEGATIVE_INFINITY;
    double loss = 0;
    double shares = 0;
    for (int k = 0; k < z.length; k++) {
      most = Math.max(most, z[k]);
      double share = labels.share(row, k);
      loss -= share * z[k];
      shares += share;
    }
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      z[k] = Math.exp(z[k] - most);
      sum += z[k];
    }
    for (int k = 0; k < z.length; k++) {
      z[k] = shares * z[k] / sum - labels.share(row, k);
    }
    return loss + shares * (most + Math.log(sum));
  }
}
