package io.glimpse.tokenizer;

import io.glimpse.text.BertCharacters;
import io.glimpse.text.CharacterKind;
import io.glimpse.text.LowerCase;
import io.glimpse.text.NormalForm;
import java.text.Normalizer;

/**
 * What BERT does to a text: controls are dropped, white space becomes blanks, each Han character is
 * a word, accents are dropped, letters made small.
 *
 * @param cleans whether controls and white space are seen to
 * @param asFast whether it is done as by Hugging Face's fast tokenizers, which drop characters of
 *     private use, know no final sigma and lack a few Han characters, and not as by BERT's authors
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
      } else if (partsHan && BertCharacters.isHan(c, asFast)) {
        out.append(' ').appendCodePoint(c).append(' ');
      } else if (!cleans || !isDropped(c)) {
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

  /** Decomposed, without what stands above or below a letter. */
  private static String withoutAccents(String text) {
    String decomposed = NormalForm.of(text, Normalizer.Form.NFD);
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
        if (CharacterKind.isWhiteSpace(c) || BertCharacters.isPunctuation(c)) {
          words.accept(text.substring(start, i));
          words.accept(BertCharacters.isPunctuation(c) ? text.substring(i, end) : "");
          start = end;
        }
        i = end;
      }
      words.accept(text.substring(start));
    };
  }
}
