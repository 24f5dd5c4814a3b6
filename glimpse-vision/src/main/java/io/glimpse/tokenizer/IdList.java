package io.glimpse.tokenizer;

import java.util.Arrays;

/** Ids of one text, up to as many as there is room for. */
final class IdList {

  private final int most;
  private int[] ids = new int[16];
  private int size;

  /**
   * @param most ids that are kept; those after them are left out
   */
  IdList(int most) {
    this.most = most;
  }

  void add(int id) {
    if (size < most) {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, 2 * size);
      }
      ids[size++] = id;
    }
  }

  void addAll(int... all) {
    for (int id : all) {
      add(id);
    }
  }

  boolean isFull() {
    return size == most;
  }

  int[] toArray() {
    return Arrays.copyOf(ids, size);
  }
}
