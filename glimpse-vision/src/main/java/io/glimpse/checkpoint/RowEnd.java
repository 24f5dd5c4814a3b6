package io.glimpse.checkpoint;

/**
 * How a text tower tells where a row of token ids ends, which is where its feature is taken, or as
 * far as it looks.
 *
 * @param rule what tells it
 * @param id the id that the rule is about; 0 where it is about none
 */
public record RowEnd(Rule rule, int id) {

  /** What tells the end. */
  public enum Rule {
    /** The greatest id, of CLIP. */
    GREATEST,
    /** The first place of the mark, of MetaCLIP 2. */
    FIRST,
    /** Nothing: every row has the length of the context, of SigLIP. */
    FULL,
    /** The filling behind it, at which nobody looks, of BERT. */
    FILLING
  }

  /** Of CLIP. */
  public static final RowEnd GREATEST = new RowEnd(Rule.GREATEST, 0);

  /** Of SigLIP. */
  public static final RowEnd FULL = new RowEnd(Rule.FULL, 0);

  /** At the first place of a mark. */
  public static RowEnd first(int id) {
    return new RowEnd(Rule.FIRST, id);
  }

  /** In front of what is filled up with that id. */
  public static RowEnd filling(int id) {
    return new RowEnd(Rule.FILLING, id);
  }

  /**
   * The place of a row's end: what is behind it has no effect.
   *
   * @param row at least one id
   */
  public int of(int[] row) {
    return switch (rule) {
      case GREATEST -> greatest(row);
      case FIRST -> first(row);
      case FULL -> row.length - 1;
      case FILLING -> last(row);
    };
  }

  private static int greatest(int[] row) {
    int end = 0;
    for (int j = 1; j < row.length; j++) {
      if (row[j] > row[end]) {
        end = j;
      }
    }
    return end;
  }

  /** Without a mark the networks take the first place. */
  private int first(int[] row) {
    for (int j = 0; j < row.length; j++) {
      if (row[j] == id) {
        return j;
      }
    }
    return 0;
  }

  private int last(int[] row) {
    int end = row.length - 1;
    while (end > 0 && row[end] == id) {
      end--;
    }
    return end;
  }
}
