package io.glimpse.local;

import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the places of one picture say on one level.
 *
 * @param surprise for each class four values: the logarithm of the mean of the 1, 8 and 64 largest
 *     distances, and of all
 * @param odd what the 8 oddest places look like: the mean of their whitened tokens, c values
 * @param rarity of each place, its least distance to a class
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record PlaceSigns(double[] surprise, double[] odd, double[] rarity) {

  /** Values of {@link #surprise} that each class has. */
  static final int VALUES = 4;

  /** Numbers of largest distances whose mean is taken, the first of them the oddest place alone. */
  private static final int[] TOP = {1, 8, 64};

  /** A place just like what is usual; its logarithm is to be a number. */
  private static final double LEAST = 1e-9;

  /** Places that make the odd place. */
  private static final int ODD = 8;

  /**
   * Of a picture.
   *
   * @param shot its number among the shots, which it then does not judge; -1 for none
   */
  static PlaceSigns of(UsualTokens usual, Matrix tokens, int shot) {
    double[][] distances = usual.distances(tokens, shot);
    double[] surprise = new double[VALUES * distances.length];
    double[] rarity = new double[tokens.rows()];
    Arrays.fill(rarity, Double.POSITIVE_INFINITY);
    int at = 0;
    for (double[] some : distances) {
      for (int t = 0; t < some.length; t++) {
        some[t] = Math.max(some[t], LEAST);
        rarity[t] = Math.min(rarity[t], some[t]);
      }
      double[] sorted = some.clone();
      Arrays.sort(sorted);
      for (int top : TOP) {
        surprise[at++] = Math.log(meanOfLargest(sorted, top));
      }
      surprise[at++] = Math.log(meanOfLargest(sorted, sorted.length));
    }
    return new PlaceSigns(surprise, odd(usual, tokens, rarity), rarity);
  }

  /** The logarithm of the largest distance, the first value of {@link #surprise}. */
  static double ofOddest(double... distances) {
    double largest = LEAST;
    for (double distance : distances) {
      largest = Math.max(largest, distance);
    }
    return Math.log(largest);
  }

  private static double meanOfLargest(double[] sorted, int most) {
    int count = Math.min(most, sorted.length);
    double sum = 0;
    for (int i = sorted.length - count; i < sorted.length; i++) {
      sum += sorted[i];
    }
    return sum / count;
  }

  private static double[] odd(UsualTokens usual, Matrix tokens, double[] rarity) {
    int[] oddest = oddest(rarity, ODD);
    Matrix whitened = usual.whitened(tokens.select(oddest));
    double[] mean = new double[tokens.columns()];
    for (int i = 0; i < whitened.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += whitened.get(i, j) / whitened.rows();
      }
    }
    return mean;
  }

  /** The places of the largest values, largest first; of equal ones the first. */
  static int[] oddest(double[] values, int most) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted((a, b) -> Double.compare(values[b], values[a]))
        .limit(most)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
