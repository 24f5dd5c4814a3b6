package io.glimpse.search;

import io.glimpse.matrix.Workers;

/**
 * Counts the right answers at every point of a grid of two parameters.
 *
 * <p>Rows are right along runs of the inner parameter, so that only the two ends of a run are
 * noted: one more where it begins, one fewer where it has ended.
 */
final class Tally {

  /** Parts that the rows are cut into, at most: each has a tally of its own. */
  private static final int PARTS = 64;

  private final int[][] changes;

  Tally(Grid outer, Grid inner) {
    this.changes = new int[outer.steps()][inner.steps() + 1];
  }

  /** Counts the answers to some rows, {@code from} (inclusive) to {@code to} (exclusive). */
  @FunctionalInterface
  interface Part {
    void count(int from, int to, Tally tally);
  }

  /**
   * Counts all rows in parts, on all threads.
   *
   * @param block a part is a multiple of so many rows, but for the last
   */
  static Tally ofParts(int rows, int block, Grid outer, Grid inner, Part part) {
    Tally all = new Tally(outer, inner);
    int blocks = (rows + block - 1) / block;
    int size = (blocks + PARTS - 1) / PARTS * block;
    int parts = size == 0 ? 0 : (rows + size - 1) / size;
    Workers.shared()
        .forEach(
            parts,
            i -> {
              Tally mine = new Tally(outer, inner);
              part.count(i * size, Math.min(rows, (i + 1) * size), mine);
              all.add(mine);
            });
    return all;
  }

  /** A row is right at the inner steps {@code from} (inclusive) to {@code to} (exclusive). */
  void add(int outer, int from, int to) {
    changes[outer][from]++;
    changes[outer][to]--;
  }

  /** A row is right everywhere. */
  void addEverywhere() {
    for (int[] row : changes) {
      row[0]++;
      row[row.length - 1]--;
    }
  }

  private synchronized void add(Tally other) {
    for (int i = 0; i < changes.length; i++) {
      int[] to = changes[i];
      int[] from = other.changes[i];
      for (int j = 0; j < to.length; j++) {
        to[j] += from[j];
      }
    }
  }

  /** Right answers, one row a value of the outer parameter. */
  int[][] counts() {
    int[][] counts = new int[changes.length][changes[0].length - 1];
    for (int i = 0; i < counts.length; i++) {
      int count = 0;
      for (int j = 0; j < counts[i].length; j++) {
        count += changes[i][j];
        counts[i][j] = count;
      }
    }
    return counts;
  }
}
