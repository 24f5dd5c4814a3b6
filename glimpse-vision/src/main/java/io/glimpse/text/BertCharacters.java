package io.glimpse.text;

/** The kinds of characters that BERT's words are made of. */
public final class BertCharacters {

  private BertCharacters() {}

  /**
   * Whether it is in one of the blocks of ideographs that BERT's authors listed, each of which is a
   * word; Hangul and kana are not among them.
   *
   * @param asFast whether as by Hugging Face's fast tokenizers, whose list lacks the first 256
   *     characters of extension E
   */
  public static boolean isHan(int c, boolean asFast) {
    return (c >= 0x4e00 && c <= 0x9fff)
        || (c >= 0x3400 && c <= 0x4dbf)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0x20000 && c <= 0x2a6df)
        || (c >= 0x2a700 && c <= 0x2b73f)
        || (c >= 0x2b740 && c <= 0x2b81f)
        || (c >= (asFast ? 0x2b920 : 0x2b820) && c <= 0x2ceaf)
        || (c >= 0x2f800 && c <= 0x2fa1f);
  }

  /** Unicode's punctuation and the 32 marks of ASCII; each is a word. */
  public static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> CharacterKind.isAsciiPunctuation(c);
    };
  }
}
