package io.glimpse.pretrained;

/** Makes rows of token ids of strings, by the rule of one model. */
interface Strings {

  /** The ids of a text; a longer one is cut. What a text leaves free may be filled up or not. */
  int[] row(String text);

  /**
   * Whether a word is one piece of the vocabulary.
   *
   * @param word of Latin letters
   */
  boolean knowsWord(String word);

  /**
   * A hash of the files that the rule was read from, in hex; empty if it is built in. Features of
   * texts depend on it beside the model.
   */
  String fingerprint();
}
