package io.glimpse.tokenizer;

import io.glimpse.text.CharacterKind;
import io.glimpse.text.LowerCase;
import java.text.Normalizer;

/**
 * What BERT does to a text: controls are dropped, white space becomes blanks, each Han character is
 * a word, accents are dropped, letters made small.
 *
 * @param cleans whether controls and white space are seen to
 * @param asFast whether it is done as by Hugging Face's fast tokenizers, which drop characters of
 *     private use and know no final sigma, and not as by BERT's authors
 * @param partsHan whether Han characters are words
 * @param stripsAccents whether letters lose their marks
 * @param makesSmall whether letters are made small
 */
record BertText(
    boolean cleans, boolean asFast, boolean partsHan, boolean stripsAccents, boolean makesSmall)
    implements TextStep {

  private static final int LOST = 0xfffd;

  @Override
  public String apply(String from) {
    String text = withSeparateHan(from);
    if (stripsAccents) {
      text = withoutAccents(text);
    }
    if (!makesSmall) {
      return text;
    }
    return asFast ? LowerCase.ofEach(text) : LowerCase.of(text);
  }

  private String withSeparateHan(String from) {
    StringBuilder out = new StringBuilder(from.length());
    for (int i = 0; i < from.length(); ) {
      int c = from.codePointAt(i);
      i += Character.charCount(c);
      if (cleans && isWhite(c)) {
        out.append(' ');
      } else if (cleans && isDropped(c)) {
        continue;
      } else if (partsHan && isHan(c)) {
        out.append(' ').appendCodePoint(c).append(' ');
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static boolean isWhite(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  private boolean isDropped(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT -> true;
      case Character.PRIVATE_USE -> asFast;
      default -> c == LOST;
    };
  }

  /** The blocks of ideographs that BERT's authors listed; Hangul and kana are not among them. */
  private static boolean isHan(int c) {
    return (c >= 0x4e00 && c <= 0x9fff)
        || (c >= 0x3400 && c <= 0x4dbf)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0x20000 && c <= 0x2a6df)
        || (c >= 0x2a700 && c <= 0x2b73f)
        || (c >= 0x2b740 && c <= 0x2b81f)
        || (c >= 0x2b820 && c <= 0x2ceaf)
        || (c >= 0x2f800 && c <= 0x2fa1f);
  }

  /** Decomposed, without what stands above or below a letter. */
  private static String withoutAccents(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    StringBuilder out = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** Words at white space, and each punctuation mark alone. */
  static WordSplitter words() {
    return (text, words) -> {
      int start = 0;
      for (int i = 0; i < text.length(); ) {
        int c = text.codePointAt(i);
        int end = i + Character.charCount(c);
        if (CharacterKind.isWhiteSpace(c) || isPunctuation(c)) {
          words.accept(text.substring(start, i));
          words.accept(isPunctuation(c) ? text.substring(i, end) : "");
          start = end;
        }
        i = end;
      }
      words.accept(text.substring(start));
    };
  }

  private static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> Steps.isAsciiPunctuation(c);
    };
  }
}
