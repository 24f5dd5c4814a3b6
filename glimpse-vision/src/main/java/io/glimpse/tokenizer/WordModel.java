package io.glimpse.tokenizer;

import java.util.OptionalInt;

/** What makes ids of a word; a word is what no piece reaches across. */
interface WordModel {

  /**
   * Appends the ids of one word.
   *
   * @param word not empty, without unpaired surrogates
   */
  void encode(String word, IdList ids);

  /** The id of a piece as the file spells it. */
  OptionalInt idOf(String piece);

  /** One more than the greatest id. */
  int vocabulary();
}
