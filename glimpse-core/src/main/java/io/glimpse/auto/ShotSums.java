package io.glimpse.auto;

import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Workers;
import java.util.Arrays;

/**
 * What the Gaussians need of the shots: how many each class has, their mean, and the scatter around
 * these means. A shot more changes them without the other shots, as Welford's update does.
 *
 * @param counts shots of each of the k classes
 * @param means k rows of d; zeros for a class without shots
 * @param scatter {@code Σ (f - mean) (f - mean)ᵀ}, d rows of d
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record ShotSums(int[] counts, double[][] means, double[][] scatter) {

  /** Classes of a part of the work, and rows of one. */
  private static final int PART = 64;

  /**
   * The sums of some shots.
   *
   * @param keys n x d
   * @param labels n classes
   * @param classes k
   */
  static ShotSums of(Matrix keys, int[] labels, int classes) {
    int d = keys.columns();
    int[] counts = new int[classes];
    double[][] means = new double[classes][d];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]]++;
      double[] sum = means[labels[i]];
      int at = keys.start(i);
      for (int j = 0; j < d; j++) {
        sum[j] += keys.data()[at + j];
      }
    }
    for (int c = 0; c < classes; c++) {
      for (int j = 0; j < d && counts[c] > 1; j++) {
        means[c][j] /= counts[c];
      }
    }
    double[][] scatter = new double[d][d];
    for (int from = 0; from < labels.length; from += Scatter.BLOCK) {
      int first = from;
      Matrix rows = new Matrix(Math.min(Scatter.BLOCK, labels.length - from), d);
      Workers.shared()
          .forEachPart(
              rows.rows(),
              PART,
              (low, high) -> {
                for (int i = low; i < high; i++) {
                  difference(keys, first + i, means[labels[first + i]], rows, i);
                }
              });
      Scatter.add(rows, scatter);
    }
    return new ShotSums(counts, means, scatter);
  }

  private static void difference(Matrix keys, int row, double[] mean, Matrix into, int at) {
    for (int j = 0; j < mean.length; j++) {
      into.set(at, j, (float) (keys.get(row, j) - mean[j]));
    }
  }

  /**
   * These sums and those of more shots.
   *
   * @param keys n x d
   * @param labels n classes, below {@code classes}
   * @param classes as many as here, or more
   */
  ShotSums with(Matrix keys, int[] labels, int classes) {
    ShotSums sum = copy(classes);
    for (int i = 0; i < labels.length; i++) {
      int c = labels[i];
      int n = sum.counts[c]++;
      double[] away = sum.away(keys, i, c);
      for (int j = 0; j < away.length; j++) {
        sum.means[c][j] += away[j] / (n + 1);
      }
      sum.addOuter(away, n / (n + 1.0));
    }
    return sum;
  }

  /**
   * These sums without a shot that is among them, up to rounding.
   *
   * @param keys the matrix that has it
   * @param row its row
   * @param label its class
   */
  ShotSums without(Matrix keys, int row, int label) {
    ShotSums sum = copy(counts.length);
    int n = sum.counts[label]--;
    double[] away = sum.away(keys, row, label);
    if (n == 1) {
      Arrays.fill(sum.means[label], 0);
      return sum;
    }
    for (int j = 0; j < away.length; j++) {
      sum.means[label][j] -= away[j] / (n - 1);
    }
    sum.addOuter(away, -n / (n - 1.0));
    return sum;
  }

  private ShotSums copy(int classes) {
    double[][] moreMeans = new double[classes][];
    for (int c = 0; c < classes; c++) {
      moreMeans[c] = c < means.length ? means[c].clone() : new double[scatter.length];
    }
    double[][] sameScatter = new double[scatter.length][];
    for (int i = 0; i < sameScatter.length; i++) {
      sameScatter[i] = scatter[i].clone();
    }
    return new ShotSums(Arrays.copyOf(counts, classes), moreMeans, sameScatter);
  }

  private double[] away(Matrix keys, int row, int label) {
    double[] away = new double[scatter.length];
    for (int j = 0; j < away.length; j++) {
      away[j] = keys.get(row, j) - means[label][j];
    }
    return away;
  }

  private void addOuter(double[] row, double factor) {
    for (int i = 0; i < row.length; i++) {
      double f = factor * row[i];
      for (int j = 0; j < row.length; j++) {
        scatter[i][j] += f * row[j];
      }
    }
  }

  /** Number N of shots. */
  int shots() {
    return Arrays.stream(counts).sum();
  }

  /** Number |H| of classes that have shots. */
  int classesWithShots() {
    return (int) Arrays.stream(counts).filter(n -> n > 0).count();
  }

  /** Number k of classes. */
  int classes() {
    return counts.length;
  }

  /** Width d of a shot. */
  int dimension() {
    return scatter.length;
  }
}
