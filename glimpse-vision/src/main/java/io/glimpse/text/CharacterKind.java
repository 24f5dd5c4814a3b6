package io.glimpse.text;

/** The kinds of characters that CLIP's words are made of. */
public enum CharacterKind {
  LETTER,
  NUMBER,
  SYMBOL,
  /** Ends a word and is in none. */
  NONE;

  /**
   * The iota below a vowel. Its capital is a letter and it is not, for which reason the reference's
   * regular expression, which ignores case, finds it in no kind of word.
   */
  private static final int YPOGEGRAMMENI = 0x345;

  static CharacterKind of(int c) {
    if (isLetter(c)) {
      return LETTER;
    }
    if (isNumber(c)) {
      return NUMBER;
    }
    return isWhiteSpace(c) || isWordless(c) ? NONE : SYMBOL;
  }

  /** Whether it is in no word for the sole reason that the search ignores case. */
  static boolean isWordless(int c) {
    return c == YPOGEGRAMMENI;
  }

  static boolean isLetter(int c) {
    return Character.isLetter(c);
  }

  /** Digits, and also numbers such as Ⅷ, ½ and ². */
  static boolean isNumber(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  /** Unicode's White_Space. */
  public static boolean isWhiteSpace(int c) {
    return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
  }

  /** The 32 marks of ASCII. */
  public static boolean isAsciiPunctuation(int c) {
    return (c > ' ' && c < '0')
        || (c > '9' && c < 'A')
        || (c > 'Z' && c < 'a')
        || (c > 'z' && c < 0x7f);
  }
}
