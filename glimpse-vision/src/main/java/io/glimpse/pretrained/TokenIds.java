package io.glimpse.pretrained;

import io.glimpse.text.ClipTokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Texts as rows of token ids, known to be within a model's vocabulary. */
final class TokenIds {

  private final int[][] rows;
  private final int[] ends;

  private TokenIds(int[][] rows, int[] ends) {
    this.rows = rows;
    this.ends = ends;
  }

  /**
   * Checks ids.
   *
   * @throws IllegalArgumentException naming the row and the column of an id that is outside
   */
  static TokenIds checked(int[][] rows, ModelFacts facts) {
    int[] ends = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int[] row = rows[i];
      if (row.length < 1 || row.length > facts.context()) {
        throw new IllegalArgumentException(
            String.format(
                "row %d has %d ids, but a text of this model has 1 to %d",
                i, row.length, facts.context()));
      }
      for (int j = 0; j < row.length; j++) {
        if (row[j] < 0 || row[j] >= facts.vocabulary()) {
          throw new IllegalArgumentException(
              String.format(
                  "row %d, column %d: id %d is not within the vocabulary, 0 to %d",
                  i, j, row[j], facts.vocabulary() - 1));
        }
        if (row[j] > row[ends[i]]) {
          ends[i] = j;
        }
      }
    }
    return new TokenIds(rows, ends);
  }

  /** The ids of strings; those that are too long are cut. */
  static TokenIds of(List<String> texts, ModelFacts facts) {
    int[][] rows = new ClipTokenizer().encode(texts, true);
    for (int i = 0; i < rows.length; i++) {
      if (facts.context() < rows[i].length) {
        boolean cut = rows[i][facts.context()] != 0;
        rows[i] = Arrays.copyOf(rows[i], facts.context());
        if (cut) {
          rows[i][facts.context() - 1] = ClipTokenizer.END;
        }
      }
    }
    return checked(rows, facts);
  }

  int size() {
    return rows.length;
  }

  /** The ids of a text; not to be modified. */
  int[] row(int text) {
    return rows[text];
  }

  /** The place of a text's greatest id; what is behind it has no effect. */
  int end(int text) {
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
