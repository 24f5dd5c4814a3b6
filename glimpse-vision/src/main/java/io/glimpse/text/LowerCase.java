package io.glimpse.text;

/**
 * Unicode's lower case, with its one rule of context: a capital sigma at the end of a word becomes
 * the final form.
 *
 * <p>{@link String#toLowerCase(java.util.Locale)} looks for the end of a word in its own way and
 * disagrees with the standard on texts such as {@code Α.Σ}.
 */
public final class LowerCase {

  private static final int CAPITAL_SIGMA = 'Σ';
  private static final int CAPITAL_DOTTED_I = 'İ';

  private static final String WITHIN_WORDS =
      "'.:·\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

  private LowerCase() {}

  /** The whole text in lower case. */
  public static String of(String text) {
    return of(text, true);
  }

  /** Each character in its lower case, whatever stands beside it. */
  public static String ofEach(String text) {
    return of(text, false);
  }

  private static String of(String text, boolean inContext) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int after = i + Character.charCount(c);
      if (c == CAPITAL_SIGMA) {
        boolean ends = inContext && isCasedBefore(text, i) && !isCasedFrom(text, after);
        out.append(ends ? 'ς' : 'σ');
      } else if (c == CAPITAL_DOTTED_I) {
        out.append("i\u0307");
      } else {
        out.appendCodePoint(Character.toLowerCase(c));
      }
      i = after;
    }
    return out.toString();
  }

  private static boolean isCasedBefore(String text, int end) {
    for (int i = end; i > 0; ) {
      int c = text.codePointBefore(i);
      if (!isIgnorable(c)) {
        return isCased(c);
      }
      i -= Character.charCount(c);
    }
    return false;
  }

  private static boolean isCasedFrom(String text, int start) {
    for (int i = start; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!isIgnorable(c)) {
        return isCased(c);
      }
      i += Character.charCount(c);
    }
    return false;
  }

  private static boolean isCased(int c) {
    return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  /** Unicode's Case_Ignorable: marks, modifiers, and punctuation that stands within words. */
  private static boolean isIgnorable(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> WITHIN_WORDS.indexOf(c) >= 0;
    };
  }
}
