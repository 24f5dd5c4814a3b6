package io.glimpse.pretrained;

import io.glimpse.checkpoint.RowEnd.Rule;
import io.glimpse.checkpoint.TextRules;
import java.util.stream.IntStream;

/** Texts as rows of token ids, known to be what a model's text network takes. */
public final class TokenIds {

  private final int[][] rows;
  private final int[] ends;

  private TokenIds(int[][] rows, int[] ends) {
    this.rows = rows;
    this.ends = ends;
  }

  /**
   * Checks ids.
   *
   * @throws IllegalArgumentException naming the row, and the column of an id that is outside
   */
  public static TokenIds checked(int[][] rows, TextRules rules) {
    int[] ends = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int[] row = rows[i];
      requireLength(i, row.length, rules);
      for (int j = 0; j < row.length; j++) {
        if (row[j] < 0 || row[j] >= rules.vocabulary()) {
          throw new IllegalArgumentException(
              String.format(
                  "row %d, column %d: id %d is not within the vocabulary, 0 to %d",
                  i, j, row[j], rules.vocabulary() - 1));
        }
      }
      if (rules.end().rule() == Rule.FILLING && row[0] == rules.end().id()) {
        throw new IllegalArgumentException(
            String.format("row %d begins with %d, which only fills what is left free", i, row[0]));
      }
      ends[i] = rules.end().of(row);
    }
    return new TokenIds(rows, ends);
  }

  private static void requireLength(int row, int length, TextRules rules) {
    boolean full = rules.end().rule() == Rule.FULL;
    if (length < 1 || length > rules.positions() || (full && length < rules.positions())) {
      throw new IllegalArgumentException(
          String.format(
              "row %d has %d ids, but a text of this model has %s%d",
              row, length, full ? "" : "1 to ", rules.positions()));
    }
  }

  public int size() {
    return rows.length;
  }

  /** The ids of a text; not to be modified. */
  public int[] row(int text) {
    return rows[text];
  }

  /** The place of a text's end; what is behind it has no effect. */
  public int end(int text) {
    return ends[text];
  }

  /** The indices of all rows, short texts first. */
  int[] byLength() {
    return IntStream.range(0, size())
        .boxed()
        .sorted((a, b) -> Integer.compare(ends[a], ends[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
