package io.glimpse.tip;

import io.glimpse.feature.Cache;
import io.glimpse.matrix.Matrix;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The channels of features that tell classes apart, the best first. Immutable.
 *
 * <p>A channel k is good where samples of different classes differ in it and the texts vary: {@code
 * -m mean(a_k b_k) + (1 - m) var_c(W_ck)}, the mean over all pairs of samples a, b of different
 * classes. The samples of a class are its text and its shots. As {@code Σ_{c≠e} s_c s_e = (Σ s_c)²
 * - Σ s_c²} for the sums s_c of classes, no pair is ever looked at.
 */
final class ApeChannels {

  private final int[] channels;

  private ApeChannels(int[] channels) {
    this.channels = channels;
  }

  /**
   * Chooses channels.
   *
   * @param texts W, k x d
   * @param count how many, 1 to d
   * @param mix m, 0 to 1
   */
  static ApeChannels of(Matrix texts, Cache shots, int count, double mix) {
    double[] criterion = criterion(texts, shots, mix);
    return new ApeChannels(
        IntStream.range(0, criterion.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -criterion[k]))
            .limit(count)
            .mapToInt(k -> k)
            .toArray());
  }

  /** What channels are ranked by, one value each; of equal ones the first is better. */
  static double[] criterion(Matrix texts, Cache shots, double mix) {
    int classes = texts.rows();
    int d = texts.columns();
    double[][] sums = new double[classes][d];
    long[] counts = new long[classes];
    for (int c = 0; c < classes; c++) {
      add(texts.row(c), sums[c]);
      counts[c] = 1;
    }
    Matrix keys = shots.keys().toMatrix();
    for (int i = 0; i < keys.rows(); i++) {
      add(keys.row(i), sums[shots.label(i)]);
      counts[shots.label(i)]++;
    }
    double all = 0;
    double same = 0;
    for (long count : counts) {
      all += count;
      same += (double) count * count;
    }
    // A single class has no pairs, and its text no variance.
    double pairs = Math.max(1, all * all - same);
    double[] criterion = new double[d];
    for (int k = 0; k < d; k++) {
      double sum = 0;
      double squares = 0;
      double mean = 0;
      for (int c = 0; c < classes; c++) {
        sum += sums[c][k];
        squares += sums[c][k] * sums[c][k];
        mean += (double) texts.get(c, k) / classes;
      }
      double variance = 0;
      for (int c = 0; c < classes; c++) {
        double off = texts.get(c, k) - mean;
        variance += off * off / Math.max(1, classes - 1);
      }
      criterion[k] = -mix * (sum * sum - squares) / pairs + (1 - mix) * variance;
    }
    return criterion;
  }

  private static void add(float[] row, double[] sum) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += row[k];
    }
  }

  /** The channels, the best first; a copy. */
  int[] toArray() {
    return channels.clone();
  }

  /**
   * Unit rows of these channels alone. A row that has nothing in them stays 0, as near to one key
   * as to another.
   *
   * @param features n x d
   * @return n x the channels
   */
  Matrix of(Matrix features) {
    Matrix few = new Matrix(features.rows(), channels.length);
    for (int i = 0; i < few.rows(); i++) {
      int from = features.start(i);
      int to = few.start(i);
      for (int k = 0; k < channels.length; k++) {
        few.data()[to + k] = features.data()[from + channels[k]];
      }
      if (few.norm(i) > 0) {
        few.rows(i, i + 1).normalizeRows();
      }
    }
    return few;
  }
}
