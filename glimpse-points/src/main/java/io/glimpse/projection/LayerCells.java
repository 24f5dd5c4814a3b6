package io.glimpse.projection;

/**
 * One layer of depth as a grid of cells, each with the largest value of itself and of the six cells
 * behind it in its row: {@code [grid + 4, grid + 4]} with a border of two cells, 0 where there is
 * nothing.
 *
 * <p>Values are the bits of floats that are not negative: those have the order of the floats, and
 * the JDK's compiler takes the larger of several integers at a time, but not of several floats.
 */
final class LayerCells {

  /** Cells on every side of the grid. */
  static final int PADDING = 2;

  /** Cells that a value counts for: its own, and those in front of it. */
  static final int POOL = 7;

  private final int width;
  private final int[] values;
  private int firstRow = Integer.MAX_VALUE;
  private int lastRow = -1;

  /** An empty layer of {@code grid} rows and columns. */
  LayerCells(int grid) {
    width = grid + 2 * PADDING;
    values = new int[width * width];
  }

  /** Puts a positive value into a cell of the grid, unless a larger one is there. */
  void keepLarger(int row, int column, float value) {
    int padded = row + PADDING;
    int bits = Float.floatToRawIntBits(value);
    int last = column + PADDING;
    int start = padded * width;
    for (int i = start + Math.max(0, last - POOL + 1); i <= start + last; i++) {
      values[i] = Math.max(values[i], bits);
    }
    firstRow = Math.min(firstRow, padded);
    lastRow = Math.max(lastRow, padded);
  }

  /** All cells with their border, row-major: the storage itself, not to be modified. */
  int[] values() {
    return values;
  }

  /** The first row, of those with the border, that has a point. */
  int firstRow() {
    return firstRow;
  }

  /** The last row that has a point. */
  int lastRow() {
    return lastRow;
  }
}
