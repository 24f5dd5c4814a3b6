package io.glimpse.pretrained;

import io.glimpse.text.ClipTokenizer;
import java.util.Arrays;

/**
 * OpenAI's byte-pair encoder, which is built in.
 *
 * @param context ids of a text of the model at most
 */
record ClipStrings(int context) implements Strings {

  /** Ids of it; a model with another number has a tokenizer of its own. */
  static final int VOCABULARY = 49_408;

  @Override
  public int[] row(String text) {
    int[] row = new ClipTokenizer().encode(text, true);
    if (context >= row.length) {
      return row;
    }
    boolean cut = row[context] != 0;
    int[] shorter = Arrays.copyOf(row, context);
    if (cut) {
      shorter[context - 1] = ClipTokenizer.END;
    }
    return shorter;
  }

  @Override
  public boolean knowsWord(String word) {
    // The start, the word in one piece, the end.
    return new ClipTokenizer().encode(word, true)[2] == ClipTokenizer.END;
  }

  @Override
  public String fingerprint() {
    return "";
  }
}
