package io.glimpse.text;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * The loop of byte-pair encoding: of all neighbours those of the earliest merge are joined,
 * leftmost first, until none is in the table.
 */
public final class PairMerging {

  /** The next symbol was joined to the one before. */
  private static final int JOINED = -1;

  private PairMerging() {}

  /** A table of merges, numbered from the earliest. */
  public interface Merges {

    /** The number of the merge of two neighbours, or -1. */
    int rank(int left, int right);

    /** The symbol that a merge makes, not negative. */
    int made(int rank);
  }

  /**
   * Joins what can be joined, in time n·log n.
   *
   * @param symbols ids, none of them negative; the array is used up
   * @return the ids that are left, in their order
   */
  public static int[] join(int[] symbols, Merges merges) {
    int[] previous = new int[symbols.length];
    int[] next = new int[symbols.length];
    for (int i = 0; i < symbols.length; i++) {
      previous[i] = i - 1;
      next[i] = i + 1;
    }
    // The merge of a pair, then where it is: the earliest merge comes first, leftmost first.
    PriorityQueue<Long> pairs = new PriorityQueue<>();
    for (int i = 0; i + 1 < symbols.length; i++) {
      offer(pairs, symbols, merges, i, i + 1);
    }
    for (Long pair = pairs.poll(); pair != null; pair = pairs.poll()) {
      int left = pair.intValue();
      int rank = (int) (pair >>> 32);
      int right = next[left];
      boolean stale =
          symbols[left] == JOINED
              || right == symbols.length
              || merges.rank(symbols[left], symbols[right]) != rank;
      if (stale) {
        continue;
      }
      symbols[left] = merges.made(rank);
      symbols[right] = JOINED;
      next[left] = next[right];
      if (next[left] < symbols.length) {
        previous[next[left]] = left;
        offer(pairs, symbols, merges, left, next[left]);
      }
      if (previous[left] >= 0) {
        offer(pairs, symbols, merges, previous[left], left);
      }
    }
    return withoutJoined(symbols, next);
  }

  private static int[] withoutJoined(int[] symbols, int[] next) {
    int[] ids = new int[symbols.length];
    int count = 0;
    for (int i = 0; i < symbols.length; i = next[i]) {
      ids[count++] = symbols[i];
    }
    return Arrays.copyOf(ids, count);
  }

  private static void offer(
      PriorityQueue<Long> pairs, int[] symbols, Merges merges, int left, int right) {
    int rank = merges.rank(symbols[left], symbols[right]);
    if (rank >= 0) {
      pairs.add(((long) rank << 32) | left);
    }
  }
}
