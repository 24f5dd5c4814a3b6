package io.glimpse.text;

import java.text.Normalizer;

/**
 * Unicode's normal forms in a time that grows with the text. Marks above and below letters are put
 * into an order, for which {@link Normalizer} needs the square of how many follow each other.
 */
public final class NormalForm {

  /** Unicode's own bound for text in a stream is 30; no language comes near it. */
  private static final int LONGEST_RUN = 128;

  private NormalForm() {}

  /** The form of a text; marks beyond {@value #LONGEST_RUN} in a row keep their places. */
  public static String of(String text, Normalizer.Form form) {
    StringBuilder out = new StringBuilder();
    int start = 0;
    int run = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      run = isMark(c) ? run + 1 : 0;
      if (run == LONGEST_RUN) {
        out.append(Normalizer.normalize(text.substring(start, i), form));
        start = i;
        run = 0;
      }
    }
    String rest = Normalizer.normalize(text.substring(start), form);
    return start == 0 ? rest : out.append(rest).toString();
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }
}
