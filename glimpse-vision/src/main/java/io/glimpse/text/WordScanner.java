package io.glimpse.text;

import org.jspecify.annotations.Nullable;

/**
 * Splits clean text into CLIP's words: the two special tokens, English contractions, runs of
 * letters, single digits, and runs of anything else but white space.
 */
public final class WordScanner {

  static final String START_OF_TEXT = "<|startoftext|>";
  static final String END_OF_TEXT = "<|endoftext|>";

  /** Tried in this order, before all else, wherever a word begins. */
  private static final String[] FIXED = {
    START_OF_TEXT, END_OF_TEXT, "'s", "'t", "'re", "'ve", "'m", "'ll", "'d"
  };

  private final String text;
  private final boolean ignoresCase;
  private int position;

  /**
   * Scans as OpenAI's code does, whose regular expression ignores case.
   *
   * @param text lower-case text
   */
  WordScanner(String text) {
    this(text, true);
  }

  /**
   * @param text any text
   * @param ignoresCase whether the forms that only a search without regard to case takes for
   *     letters of the contractions, or for nothing at all, are so taken
   */
  public WordScanner(String text, boolean ignoresCase) {
    this.text = text;
    this.ignoresCase = ignoresCase;
  }

  /** The next word, or null after the last one. */
  public @Nullable String next() {
    while (position < text.length() && kindAt(position) == CharacterKind.NONE) {
      position = after(position);
    }
    if (position == text.length()) {
      return null;
    }
    int start = position;
    position = end(start);
    return text.substring(start, position);
  }

  private int end(int start) {
    char first = text.charAt(start);
    if (first == '<' || first == '\'') {
      for (String word : FIXED) {
        if (matches(word, start)) {
          return start + word.length();
        }
      }
    }
    CharacterKind kind = kindAt(start);
    int end = after(start);
    while (kind != CharacterKind.NUMBER && end < text.length() && kindAt(end) == kind) {
      end = after(end);
    }
    return end;
  }

  private CharacterKind kindAt(int index) {
    CharacterKind kind = CharacterKind.of(text.codePointAt(index));
    boolean ignored =
        kind == CharacterKind.NONE && CharacterKind.isWordless(text.codePointAt(index));
    return ignored && !ignoresCase ? CharacterKind.SYMBOL : kind;
  }

  private int after(int index) {
    return index + Character.charCount(text.codePointAt(index));
  }

  /** Without regard to case, which in lower-case text leaves one more form: the long s. */
  private boolean matches(String word, int start) {
    if (text.length() - start < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = text.charAt(start + i);
      if ((c == 'ſ' && ignoresCase ? 's' : c) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
