package io.glimpse.tokenizer;

/**
 * The ids around those of a text.
 *
 * @param first before them
 * @param last behind them
 */
record Marks(int[] first, int[] last) {

  static final Marks NONE = new Marks(new int[0], new int[0]);

  static Marks around(int first, int last) {
    return new Marks(new int[] {first}, new int[] {last});
  }

  static Marks behind(int last) {
    return new Marks(new int[0], new int[] {last});
  }

  int size() {
    return first.length + last.length;
  }

  /** Rows that an embedding must have for them. */
  int vocabulary() {
    int greatest = -1;
    for (int id : first) {
      greatest = Math.max(greatest, id);
    }
    for (int id : last) {
      greatest = Math.max(greatest, id);
    }
    return greatest + 1;
  }
}
