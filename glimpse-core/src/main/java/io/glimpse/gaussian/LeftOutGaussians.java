package io.glimpse.gaussian;

import io.glimpse.matrix.Cholesky;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code f wᵀ + b} of every shot by Gaussians that were made without it: taking a shot out of its
 * class c, of n shots, changes the scatter by {@code n / (n - 1) z zᵀ}, {@code z = f - μ_c}, and so
 * the inverse by one rank.
 *
 * <pre>P' = P + g P z zᵀ P,  g = n / (n - 1) / (1 - n / (n - 1) zᵀ P z),  μ_c' = μ_c - z / (n - 1)
 * scores_j = d (μ_jᵀ P' f - μ_jᵀ P' μ_j / 2) - log k</pre>
 *
 * <p>The ridge tr(Σ) and the factor d stay as they are with all shots. Without its only shot a
 * class has neither mean nor scatter, and its score is that of a mean of 0.
 */
final class LeftOutGaussians {

  /** Shots whose right-hand sides are solved at a time. */
  private static final int BLOCK = 512;

  /** Shots of a part of the work. */
  private static final int PART = 16;

  private final double[][] shots;
  private final int[] labels;
  private final int[] counts;
  private final ShrunkScatter scatter;

  /** {@code d P μᵀ}, d rows of k. */
  private final double[] projected;

  /** {@code d μ P μᵀ}, k rows of k. */
  private final double[][] meansByMeans;

  private LeftOutGaussians(double[][] shots, int[] labels, int classes) {
    this.shots = shots;
    this.labels = labels;
    this.counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    this.scatter = ShrunkScatter.of(shots, labels, classes);
    this.projected = scatter.projectedMeans();
    this.meansByMeans = new double[classes][classes];
    Workers.shared()
        .forEachPart(
            classes,
            PART,
            (from, to) -> {
              for (int c = from; c < to; c++) {
                project(scatter.means()[c], meansByMeans[c]);
              }
            });
  }

  /**
   * The scores of all shots.
   *
   * @param shots N rows of d
   * @param labels their classes, below {@code classes}; every class has a shot
   * @return N x k
   */
  static Matrix of(double[][] shots, int[] labels, int classes) {
    return new LeftOutGaussians(shots, labels, classes).scores();
  }

  private Matrix scores() {
    Matrix scores = new Matrix(shots.length, counts.length);
    for (int from = 0; from < shots.length; from += BLOCK) {
      int first = from;
      int size = Math.min(BLOCK, shots.length - from);
      double[] solved = solved(scatter.factor(), first, size);
      Workers.shared()
          .forEachPart(
              size,
              PART,
              (low, high) -> {
                double[] row = new double[counts.length];
                for (int i = low; i < high; i++) {
                  score(first + i, length(solved, first + i, i, size), row);
                  for (int c = 0; c < row.length; c++) {
                    scores.set(first + i, c, (float) row[c]);
                  }
                }
              });
    }
    return scores;
  }

  /** {@code P z} of some shots, d rows, a column each; zeros where nothing varies. */
  private double[] solved(@Nullable Cholesky factor, int first, int size) {
    int d = shots[0].length;
    double[] sides = new double[d * size];
    if (factor == null) {
      return sides;
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < d; j++) {
        sides[j * size + i] = scatter.centred()[first + i][j];
      }
    }
    factor.solve(sides, size);
    return sides;
  }

  /** {@code zᵀ P z}. */
  private double length(double[] solved, int shot, int column, int columns) {
    double[] z = scatter.centred()[shot];
    double sum = 0;
    for (int j = 0; j < z.length; j++) {
      sum = Math.fma(z[j], solved[j * columns + column], sum);
    }
    return sum;
  }

  /** One shot; {@code zpz} is its {@code zᵀ P z}. */
  private void score(int shot, double zpz, double[] row) {
    int own = labels[shot];
    int d = shots[0].length;
    double[] ownByMeans = meansByMeans[own];
    // d fᵀ P μ_j, and with it d zᵀ P μ_j, since z = f - μ.
    project(shots[shot], row);
    double n = counts[own];
    double a = n < 2 ? 0 : n / (n - 1);
    // All products have the factor d, so that this one has 1 / d.
    double g = a / (1 - a * zpz) / d;
    double along = row[own] - ownByMeans[own];
    double length = d * zpz;
    double fz = along + length;
    double product = row[own];
    for (int j = 0; j < row.length; j++) {
      double mz = row[j] - ownByMeans[j];
      row[j] = row[j] + g * fz * mz - 0.5 * (meansByMeans[j][j] + g * mz * mz);
    }
    row[own] = 0;
    if (n > 1) {
      double less = 1 / (n - 1);
      double mz = along - less * length;
      double mm = ownByMeans[own] - 2 * less * along + less * less * length;
      row[own] = product - less * fz + g * fz * mz - 0.5 * (mm + g * mz * mz);
    }
    for (int j = 0; j < row.length; j++) {
      row[j] -= Math.log(row.length);
    }
  }

  /** {@code d f P μᵀ}. */
  private void project(double[] f, double[] products) {
    int k = products.length;
    Arrays.fill(products, 0);
    for (int j = 0; j < f.length; j++) {
      double value = f[j];
      int at = j * k;
      for (int c = 0; c < k; c++) {
        products[c] = Math.fma(value, projected[at + c], products[c]);
      }
    }
  }
}
