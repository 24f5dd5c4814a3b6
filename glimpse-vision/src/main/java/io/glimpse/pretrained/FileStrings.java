package io.glimpse.pretrained;

import io.glimpse.checkpoint.RowEnd.Rule;
import io.glimpse.checkpoint.TextRules;
import io.glimpse.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A tokenizer that was read from a model's files.
 *
 * @param rules of the model
 * @param fingerprint of the files
 */
record FileStrings(Tokenizer tokenizer, TextRules rules, String fingerprint) implements Strings {

  /** What stands for a blank in front of a word. */
  private static final String BLANK = "\u2581";

  @Override
  public int[] row(String text) {
    int[] ids = tokenizer.encode(text, rules.context());
    if (rules.end().rule() != Rule.FULL || ids.length == rules.context()) {
      return ids;
    }
    int[] full = Arrays.copyOf(ids, rules.context());
    Arrays.fill(full, ids.length, full.length, tokenizer.filling());
    return full;
  }

  @Override
  public boolean knowsWord(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return tokenizer.idOf(BLANK + lower).isPresent() || tokenizer.idOf(lower).isPresent();
  }
}
