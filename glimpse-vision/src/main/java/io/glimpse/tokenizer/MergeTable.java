package io.glimpse.tokenizer;

import io.glimpse.text.PairMerging;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** The merges of a byte-pair encoding, in their order. */
final class MergeTable implements PairMerging.Merges {

  /** The largest in use has 0.6 million. */
  static final int MOST = 1_000_000;

  private static final int NONE = -1;

  private final long factor = ThreadLocalRandom.current().nextLong() | 1;

  /** Open addressing: two ids in one key, and in the same slot one more than their rank. */
  private long[] keys = new long[1 << 10];

  private int[] ranks = new int[1 << 10];
  private int[] made = new int[1 << 8];
  private int size;

  /**
   * Adds the next merge; one that is there keeps its earlier place.
   *
   * @param id what the two make
   * @throws IllegalArgumentException if there are more than in any file in use
   */
  void add(int left, int right, int id) {
    if (size == MOST) {
      throw new IllegalArgumentException("there are more than " + MOST + " merges");
    }
    if (size == made.length) {
      made = Arrays.copyOf(made, 2 * size);
    }
    made[size++] = id;
    long key = key(left, right);
    int slot = slot(key);
    if (ranks[slot] == 0) {
      keys[slot] = key;
      ranks[slot] = size;
    }
    if (2 * size > keys.length) {
      spread();
    }
  }

  private void spread() {
    long[] oldKeys = keys;
    int[] oldRanks = ranks;
    keys = new long[2 * oldKeys.length];
    ranks = new int[2 * oldKeys.length];
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldRanks[old] != 0) {
        int slot = slot(oldKeys[old]);
        keys[slot] = oldKeys[old];
        ranks[slot] = oldRanks[old];
      }
    }
  }

  @Override
  public int rank(int left, int right) {
    int rank = ranks[slot(key(left, right))];
    return rank == 0 ? NONE : rank - 1;
  }

  @Override
  public int made(int rank) {
    return made[rank];
  }

  private static long key(int left, int right) {
    return ((long) left << 32) | right;
  }

  private int slot(long key) {
    long mixed = (key ^ (key >>> 29)) * factor;
    int slot = (int) (mixed >>> 33) & (keys.length - 1);
    while (ranks[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }
}
