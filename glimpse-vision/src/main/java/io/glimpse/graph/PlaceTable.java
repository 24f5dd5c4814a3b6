package io.glimpse.graph;

import io.glimpse.checkpoint.Grid;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of places of a vision transformer, for other places than it was trained on: every
 * column of it, taken for a picture of one value a place, is resampled by Keys' bicubic.
 *
 * <p>With the same places every weight is 0 or 1, and the table is what it was to the bit.
 */
final class PlaceTable {

  /** How it is resampled. */
  enum Kernel {
    /**
     * With a = -1/2, as programs that train CLIP's models on do; beyond an edge stands the edge.
     */
    SMOOTH(-0.5, false),
    /** With a = -3/4, as PyTorch does; beyond an edge stands the edge. */
    SHARP(-0.75, false),
    /**
     * With a = -1/2, as PyTorch does when told to avoid aliases: the fewer places are wanted, the
     * more are averaged, and beyond an edge is nothing.
     */
    ANTIALIASED(-0.5, true);

    private final double a;
    private final boolean antialiased;

    Kernel(double a, boolean antialiased) {
      this.a = a;
      this.antialiased = antialiased;
    }

    /** The places out of {@code from} that one of {@code to} is made of. */
    private List<Tap> taps(int at, int from, int to) {
      double step = (double) from / to;
      double widened = antialiased ? Math.max(step, 1) : 1;
      double centre = (at + 0.5) * from / to - 0.5;
      int reach = (int) Math.ceil(2 * widened);
      int first = (int) Math.floor(centre) - reach + 1;
      List<Tap> taps = new ArrayList<>();
      double sum = 0;
      for (int position = first; position < first + 2 * reach; position++) {
        double weight = bicubic((position - centre) / widened);
        boolean inside = position >= 0 && position < from;
        if (inside || !antialiased) {
          taps.add(new Tap(Math.max(0, Math.min(from - 1, position)), weight));
          sum += weight;
        }
      }
      double total = antialiased ? sum : 1;
      return taps.stream().map(tap -> new Tap(tap.position, tap.weight / total)).toList();
    }

    private double bicubic(double x) {
      double d = Math.abs(x);
      if (d < 1) {
        return ((a + 2) * d - (a + 3)) * d * d + 1;
      }
      return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
    }
  }

  private record Tap(int position, double weight) {}

  private PlaceTable() {}

  /**
   * The table for another grid.
   *
   * @param table front + side·side rows of that width; not modified
   * @param front rows that stand for no place, which stay
   * @param side rows and columns of places that the table has
   * @return front + to.rows·to.columns rows
   */
  static float[] resampled(float[] table, int front, int side, Grid to, int width, Kernel kernel) {
    float[] other = new float[Math.multiplyExact(front + to.places(), width)];
    System.arraycopy(table, 0, other, 0, front * width);
    for (int row = 0; row < to.rows(); row++) {
      List<Tap> rows = kernel.taps(row, side, to.rows());
      for (int column = 0; column < to.columns(); column++) {
        List<Tap> columns = kernel.taps(column, side, to.columns());
        int at = (front + row * to.columns() + column) * width;
        for (Tap r : rows) {
          for (Tap c : columns) {
            float weight = (float) (r.weight * c.weight);
            int source = (front + r.position * side + c.position) * width;
            for (int j = 0; weight != 0 && j < width; j++) {
              other[at + j] += weight * table[source + j];
            }
          }
        }
      }
    }
    return other;
  }

  /** Adds one row to some of a table. */
  static void add(float[] table, int first, int count, float[] row) {
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < row.length; j++) {
        table[(first + i) * row.length + j] += row[j];
      }
    }
  }
}
