package io.glimpse.tokenizer;

import java.util.function.Consumer;

/** Splits a text into words, one after the other. */
interface WordSplitter {

  /** Gives the words to {@code words} in their order; some may be empty. */
  void split(String text, Consumer<String> words);

  /** This splitter, then another on each word. */
  default WordSplitter then(WordSplitter next) {
    return (text, words) -> split(text, word -> next.split(word, words));
  }
}
