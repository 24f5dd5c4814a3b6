package io.glimpse.image;

/**
 * Where the pixels of one axis of a resized picture come from: for every output position that is
 * wanted, the first source position and the integer weights of it and its successors.
 *
 * <p>Pillow's anti-aliased filters with their 8-bit fixed-point weights. Positions that the centre
 * crop throws away are never computed, so an axis may be stretched to any length.
 */
final class Resampling {

  /** Weights are integers of this many fraction bits. */
  static final int FRACTION_BITS = 22;

  private final int[] first;
  private final int[] count;
  private final int[] weights;
  private final int stride;

  /**
   * Computes the weights.
   *
   * @param in source length, in pixels
   * @param out length after resizing
   * @param from the first output position that is wanted
   * @param wanted how many are
   */
  Resampling(Filter filter, int in, long out, long from, int wanted) {
    double scale = (double) in / out;
    double filterScale = Math.max(scale, 1);
    double support = filter.support() * filterScale;
    stride = (int) Math.min(in, (long) Math.ceil(support) * 2 + 1);
    first = new int[wanted];
    count = new int[wanted];
    weights = new int[wanted * stride];
    double[] real = new double[stride];
    for (int i = 0; i < wanted; i++) {
      double centre = (from + i + 0.5) * scale;
      int low = Math.max(0, (int) (centre - support + 0.5));
      int high = Math.min(in, (int) (centre + support + 0.5));
      first[i] = low;
      count[i] = high - low;
      double sum = 0;
      for (int j = 0; j < count[i]; j++) {
        // Pillow multiplies with the reciprocal; a division would round differently.
        real[j] = filter.weight((j + low - centre + 0.5) * (1 / filterScale));
        sum += real[j];
      }
      for (int j = 0; j < count[i]; j++) {
        weights[i * stride + j] = fixedPoint(sum == 0 ? real[j] : real[j] / sum);
      }
    }
  }

  private static int fixedPoint(double weight) {
    double scaled = weight * (1 << FRACTION_BITS);
    return (int) (weight < 0 ? scaled - 0.5 : scaled + 0.5);
  }

  /** How many output positions there are. */
  int length() {
    return first.length;
  }

  /** The first source position that output position i draws on. */
  int first(int i) {
    return first[i];
  }

  /** How many source positions output position i draws on. */
  int count(int i) {
    return count[i];
  }

  /** The weight of source position {@code first(i) + j}. */
  int weight(int i, int j) {
    return weights[i * stride + j];
  }

  /** The most source positions that one output position draws on. */
  int widest() {
    return stride;
  }

  /** All weights; those of output position i start at {@code i * widest()}. */
  int[] weights() {
    return weights;
  }
}
