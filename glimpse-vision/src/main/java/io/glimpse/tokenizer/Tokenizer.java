package io.glimpse.tokenizer;

import java.util.OptionalInt;

/**
 * Makes token ids of texts, by the rules of one encoder.
 *
 * <p>Immutable and safe for use by many threads.
 */
public interface Tokenizer {

  /**
   * The ids of a text, from its first mark to its last, not filled up.
   *
   * <p>A longer text is cut, so that the marks stay. Unpaired surrogates become U+FFFD.
   *
   * @param text any text, also an empty one
   * @param context ids that a row has, enough for the marks
   * @return at most {@code context} ids, a new array
   */
  int[] encode(String text, int context);

  /** Rows that an embedding must have for every id: one more than the greatest. */
  int vocabulary();

  /** The id that fills a row up, on the right. */
  int filling();

  /** The id of a piece as the file spells it, such as {@code [SEP]} or {@code ▁cat}. */
  OptionalInt idOf(String piece);
}
