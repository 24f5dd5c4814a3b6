package io.glimpse.image;

/** Pillow's nearest-neighbour resize of one axis; what it uses for palette indices. */
final class Nearest {

  /** A longer axis is beyond what Pillow can hold in memory, so its rounding does not matter. */
  private static final long LONGEST_SUM = 1 << 26;

  private Nearest() {}

  /**
   * The source position of every output position that is wanted.
   *
   * <p>Pillow adds up the source coordinate in double precision instead of multiplying; the sum's
   * rounding decides exact ties, so it is added up here as well.
   *
   * @param in source length
   * @param out length after resizing
   * @param from the first output position that is wanted
   * @param wanted how many are
   */
  static int[] positions(int in, long out, long from, int wanted) {
    double scale = (double) in / out;
    double coordinate = scale * 0.5;
    if (from > LONGEST_SUM) {
      coordinate += scale * from;
    } else {
      for (long skipped = 0; skipped < from; skipped++) {
        coordinate += scale;
      }
    }
    int[] positions = new int[wanted];
    for (int i = 0; i < wanted; i++) {
      positions[i] = Math.min(in - 1, (int) coordinate);
      coordinate += scale;
    }
    return positions;
  }
}
