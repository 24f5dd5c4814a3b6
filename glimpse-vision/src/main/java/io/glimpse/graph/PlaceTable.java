package io.glimpse.graph;

/**
 * The table of places of a vision transformer, for pictures of another size than it was trained on:
 * every column of it, taken for a picture of one value a place, is enlarged by Keys' bicubic with a
 * = -1/2, as programs that train these models on do. The class token's row stays.
 *
 * <p>At the size of the training every weight is 0 or 1, and the table is what it was to the bit.
 */
final class PlaceTable {

  private static final double A = -0.5;

  private PlaceTable() {}

  /**
   * The table for another grid.
   *
   * @param table 1 + from·from rows of that width; not modified
   * @param from places a side that the table has
   * @param to places a side that are wanted, at least as many
   */
  static float[] enlarged(float[] table, int from, int to, int width) {
    float[] wide = new float[(1 + to * to) * width];
    System.arraycopy(table, 0, wide, 0, width);
    for (int row = 0; row < to; row++) {
      Tap[] rows = taps(row, from, to);
      for (int column = 0; column < to; column++) {
        int at = (1 + row * to + column) * width;
        for (Tap r : rows) {
          for (Tap c : taps(column, from, to)) {
            float weight = (float) (r.weight * c.weight);
            int source = (1 + r.position * from + c.position) * width;
            for (int j = 0; weight != 0 && j < width; j++) {
              wide[at + j] += weight * table[source + j];
            }
          }
        }
      }
    }
    return wide;
  }

  private record Tap(int position, double weight) {}

  /** The four neighbours of a position; beyond an edge stands what is at it. */
  private static Tap[] taps(int to, int from, int wanted) {
    double centre = (to + 0.5) * from / wanted - 0.5;
    int first = (int) Math.floor(centre) - 1;
    Tap[] taps = new Tap[4];
    for (int i = 0; i < taps.length; i++) {
      int position = Math.max(0, Math.min(from - 1, first + i));
      taps[i] = new Tap(position, bicubic(first + i - centre));
    }
    return taps;
  }

  private static double bicubic(double x) {
    double d = Math.abs(x);
    if (d < 1) {
      return ((A + 2) * d - (A + 3)) * d * d + 1;
    }
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * A : 0;
  }
}
