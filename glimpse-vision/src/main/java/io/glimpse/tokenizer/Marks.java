package io.glimpse.tokenizer;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The ids around those of a text. */
final class Marks {

  static final Marks NONE = new Marks(new int[0], new int[0]);

  private final int[] first;
  private final int[] last;

  /**
   * @param first before those of the text
   * @param last behind them
   */
  Marks(int[] first, int[] last) {
    this.first = first.clone();
    this.last = last.clone();
  }

  static Marks around(int first, int last) {
    return new Marks(new int[] {first}, new int[] {last});
  }

  static Marks behind(int last) {
    return new Marks(new int[0], new int[] {last});
  }

  int size() {
    return first.length + last.length;
  }

  /** A new row: the marks and the ids between them. */
  int[] around(int[] ids) {
    int[] row = Arrays.copyOf(first, ids.length + size());
    System.arraycopy(ids, 0, row, first.length, ids.length);
    System.arraycopy(last, 0, row, first.length + ids.length, last.length);
    return row;
  }

  /** The id that ends every row, if one does. */
  OptionalInt end() {
    return last.length == 0 ? OptionalInt.empty() : OptionalInt.of(last[last.length - 1]);
  }

  /** Rows that an embedding must have for them. */
  int vocabulary() {
    return IntStream.concat(Arrays.stream(first), Arrays.stream(last)).max().orElse(-1) + 1;
  }
}
