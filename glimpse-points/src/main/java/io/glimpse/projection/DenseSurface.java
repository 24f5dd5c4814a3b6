package io.glimpse.projection;

import java.util.Arrays;

/**
 * What is seen of layers that are added one by one: each is made dense by the largest value of 7 x
 * 7 cells and smoothed by a Gaussian of 3 x 3, and the nearest value of all layers is kept.
 *
 * <p>Written for what Java 17 runs several values of at a time: long loops without a branch, over
 * arrays that are all read at the same place, so that neighbours come from a shifted copy. Rows
 * keep the width of the padded cells until the end, only those with something in them are worked
 * on, and the same few arrays serve all filters of all layers.
 */
final class DenseSurface {

  /** Rows in front of row 0, for filters that look back. */
  private static final int MARGIN = 2;

  private final int width;
  private final int size;
  private final float inner;
  private final float outer;
  private final float[] values;
  private final float[] before;
  private final float[] after;
  private final float[] nearest;

  /**
   * Nothing is seen yet.
   *
   * @param grid rows and columns of the layers, without their border
   * @param sigma of the Gaussian, in cells
   */
  DenseSurface(int grid, double sigma) {
    width = grid + 2 * LayerCells.PADDING;
    size = width - LayerCells.POOL + 1;
    double side = Math.exp(-1 / (2 * sigma * sigma));
    outer = (float) (side / (1 + 2 * side));
    inner = (float) (1 / (1 + 2 * side));
    int room = (width + 2 * MARGIN) * width;
    values = new float[room];
    before = new float[room];
    after = new float[room];
    nearest = new float[room];
  }

  /** Nothing is seen any more. */
  void clear() {
    Arrays.fill(nearest, 0);
  }

  /** Adds a layer that has at least one point. */
  void add(LayerCells layer) {
    int first = Math.max(0, layer.firstRow() - LayerCells.POOL + 1);
    int last = Math.min(size - 1, layer.lastRow());
    pool(layer, first, last);
    smooth(first, last);
    keepNearest(Math.max(0, first - 1), Math.min(size - 1, last + 1));
  }

  /**
   * From the cells to {@link #values}, rows {@code first} to {@code last}: the largest of seven
   * along columns, found from those of two and of four. Along rows the cells have it already.
   */
  private void pool(LayerCells layer, int first, int last) {
    int from = start(layer.firstRow());
    int to = start(layer.lastRow() + 1);
    System.arraycopy(layer.values(), layer.firstRow() * width, before, from, to - from);
    Arrays.fill(before, start(first), Math.max(start(first), from), 0);
    Arrays.fill(before, to, Math.max(to, start(last + LayerCells.POOL)), 0);
    larger(before, width, start(first), start(last + 6), after);
    larger(after, 2 * width, start(first), start(last + 4), before);
    larger(before, 3 * width, start(first), start(last + 1), values);
  }

  /** Of every value and the one that follows it {@code step} apart. */
  private static void larger(float[] values, int step, int from, int to, float[] larger) {
    System.arraycopy(values, from + step, larger, from, to - from);
    keepLarger(values, from, to, larger);
  }

  private static void keepLarger(float[] values, int from, int to, float[] larger) {
    for (int i = from; i < to; i++) {
      larger[i] = Math.max(values[i], larger[i]);
    }
  }

  /** A Gaussian of {@link #values} with zeros around the picture. */
  private void smooth(int first, int last) {
    int from = start(first);
    int to = start(last + 1);
    for (int row = first; row <= last; row++) {
      values[start(row) - 1] = 0;
      values[start(row) + size] = 0;
    }
    smooth(1, from, to);
    Arrays.fill(values, start(first - 2), from, 0);
    Arrays.fill(values, to, start(last + 3), 0);
    smooth(width, start(first - 1), start(last + 2));
  }

  /** Along rows, or along columns where {@code step} is a row. */
  private void smooth(int step, int from, int to) {
    System.arraycopy(values, from - step, before, from, to - from);
    System.arraycopy(values, from + step, after, from, to - from);
    for (int i = from; i < to; i++) {
      values[i] = inner * values[i] + outer * (before[i] + after[i]);
    }
  }

  /** Keeps what of {@link #values} is nearer than before. */
  private void keepNearest(int first, int last) {
    keepLarger(values, start(first), start(last + 1), nearest);
  }

  private int start(int row) {
    return (row + MARGIN) * width;
  }

  /** What is seen, {@code [grid - 2, grid - 2]}: {@code 1 - value / largest value}. */
  float[] darkNear() {
    float most = largest();
    float[] seen = new float[size * size];
    float[] line = new float[size];
    for (int row = 0; row < size; row++) {
      System.arraycopy(nearest, start(row), line, 0, size);
      for (int i = 0; i < size; i++) {
        line[i] = 1 - line[i] / most;
      }
      System.arraycopy(line, 0, seen, row * size, size);
    }
    return seen;
  }

  private float largest() {
    float largest = 0;
    for (int row = 0; row < size; row++) {
      for (int i = start(row); i < start(row) + size; i++) {
        if (nearest[i] > largest) {
          largest = nearest[i];
        }
      }
    }
    return largest;
  }
}
