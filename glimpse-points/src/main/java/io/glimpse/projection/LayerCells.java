package io.glimpse.projection;

import java.util.Arrays;

/**
 * One layer of depth as a grid of cells, each with the largest value of itself and of the six cells
 * behind it in its row: {@code [grid + 4, grid + 4]} with a border of two cells, 0 where there is
 * nothing.
 */
final class LayerCells {

  /** Cells on every side of the grid. */
  static final int PADDING = 2;

  /** Cells that a value counts for: its own, and those in front of it. */
  static final int POOL = 7;

  private final int width;
  private final float[] values;
  private int firstRow;
  private int lastRow;

  /** An empty layer of {@code grid} rows and columns. */
  LayerCells(int grid) {
    width = grid + 2 * PADDING;
    values = new float[width * width];
    firstRow = width;
    lastRow = -1;
  }

  /** Whether there is no point in it. */
  boolean isEmpty() {
    return lastRow < 0;
  }

  /** Takes all points out. */
  void clear() {
    if (!isEmpty()) {
      Arrays.fill(values, firstRow * width, (lastRow + 1) * width, 0);
      firstRow = width;
      lastRow = -1;
    }
  }

  /** Puts a positive value into a cell of the grid, unless a larger one is there. */
  void keepLarger(int row, int column, float value) {
    int padded = row + PADDING;
    int last = column + PADDING;
    int start = padded * width;
    for (int i = start + Math.max(0, last - POOL + 1); i <= start + last; i++) {
      if (value > values[i]) {
        values[i] = value;
      }
    }
    firstRow = Math.min(firstRow, padded);
    lastRow = Math.max(lastRow, padded);
  }

  /** All cells with their border, row-major: the storage itself, not to be modified. */
  float[] values() {
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
