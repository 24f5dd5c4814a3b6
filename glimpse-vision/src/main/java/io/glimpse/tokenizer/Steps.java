package io.glimpse.tokenizer;

import io.glimpse.text.CharacterKind;
import io.glimpse.text.LowerCase;
import io.glimpse.text.TextCleaning;
import java.util.function.IntPredicate;

/** The changes of texts that families of encoders were trained with. */
final class Steps {

  static final char BLOCK = '\u2581';

  private Steps() {}

  /** SigLIP's: small letters, no punctuation of ASCII, single blanks. */
  static String siglip(String text) {
    return singleBlanks(withoutPunctuation(LowerCase.of(text)));
  }

  /** SentencePiece's blocks are blanks. */
  static String withoutBlocks(String text) {
    return text.replace(BLOCK, ' ');
  }

  /** open_clip's {@code canonicalize}. */
  static String canonical(String text) {
    String words = TextCleaning.repaired(text).replace('_', ' ');
    return singleBlanks(LowerCase.of(withoutPunctuation(words)));
  }

  /** open_clip's {@code whitespace}. */
  static String repaired(String text) {
    return singleBlanks(TextCleaning.repaired(text));
  }

  private static String withoutPunctuation(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!CharacterKind.isAsciiPunctuation(text.charAt(i))) {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private static String singleBlanks(String text) {
    String single = runs(text, Steps::isWhiteSpaceOfPython, 1, " ");
    return trimmed(single, c -> c == ' ', true, true);
  }

  /** Unicode's white space and four separators of ASCII, which Python counts too. */
  private static boolean isWhiteSpaceOfPython(int c) {
    return CharacterKind.isWhiteSpace(c) || (c >= 0x1c && c <= 0x1f);
  }

  /** Replaces every run of so many of such characters; every single one if {@code least} is 0. */
  static String runs(String text, IntPredicate such, int least, String replacement) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int end = i;
      int count = 0;
      while (end < text.length() && such.test(text.codePointAt(end)) && (least > 0 || count == 0)) {
        end += Character.charCount(text.codePointAt(end));
        count++;
      }
      if (count >= Math.max(1, least)) {
        out.append(replacement);
      } else {
        end = Math.max(end, i + Character.charCount(text.codePointAt(i)));
        out.append(text, i, end);
      }
      i = end;
    }
    return out.toString();
  }

  /** Without such characters at its start, its end, or both. */
  static String trimmed(String text, IntPredicate such, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    while (left && start < end && such.test(text.charAt(start))) {
      start++;
    }
    while (right && end > start && such.test(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Unpaired surrogates become U+FFFD. */
  static String wellFormed(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        out = out == null ? new StringBuilder(text) : out;
        out.setCharAt(i, '\ufffd');
      }
      i += Character.charCount(c);
    }
    return out == null ? text : out.toString();
  }
}
