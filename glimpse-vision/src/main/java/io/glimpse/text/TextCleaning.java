package io.glimpse.text;

/** What CLIP does to a text before it looks for words. */
public final class TextCleaning {

  private TextCleaning() {}

  /** Repaired, unescaped, trimmed, in lower case, with single blanks for white space. */
  public static String clean(String text) {
    return LowerCase.of(withSingleBlanks(repaired(text)));
  }

  /** Repaired and unescaped alone. */
  public static String repaired(String text) {
    if (isPlain(text)) {
      return text;
    }
    // Twice, since the reference expects texts from web pages, some of them escaped twice over.
    return HtmlEntities.unescape(HtmlEntities.unescape(TextRepair.repair(text)));
  }

  /** Whether there is nothing to repair or unescape: most class names end here. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7f || c == '&') {
        return false;
      }
    }
    return true;
  }

  private static String withSingleBlanks(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean pending = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (CharacterKind.isWhiteSpace(c)) {
        pending = out.length() > 0;
      } else {
        if (pending) {
          out.append(' ');
          pending = false;
        }
        out.append(c);
      }
    }
    return out.toString();
  }
}
