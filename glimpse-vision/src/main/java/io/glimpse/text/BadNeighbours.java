package io.glimpse.text;

import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ftfy's rule of which neighbours hardly occur but in mojibake.
 *
 * <p>The rule speaks of kinds of characters. Kind {@code i} is written as {@code U+0080 + i}, so
 * that the regular expression deals with Latin-1 alone, which Java compiles and matches fastest.
 */
final class BadNeighbours {

  /** The kinds of characters that the rule does not name. */
  private static final char WORD = 0x80;

  private static final char SPACE = 0x81;
  private static final char OTHER = 0x82;

  private final Pattern rule;
  private final char[] kinds = new char[Character.MAX_VALUE + 1];

  BadNeighbours(Properties tables) {
    rule = Pattern.compile(tables.getProperty("rule"));
    char kind = WORD;
    for (@Nullable String members = members(tables, kind);
        members != null;
        members = members(tables, kind)) {
      for (int i = 0; i < members.length(); i++) {
        kinds[members.charAt(i)] = kind;
      }
      kind++;
    }
  }

  private static @Nullable String members(Properties tables, char kind) {
    return tables.getProperty("kind." + (kind - WORD));
  }

  /** Whether there are such neighbours anywhere in the text. */
  boolean in(String text) {
    StringBuilder found = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      found.append(kind(c));
      i += Character.charCount(c);
    }
    return rule.matcher(found).find();
  }

  private char kind(int c) {
    if (c < kinds.length && kinds[c] != 0) {
      return kinds[c];
    }
    if (CharacterKind.isWhiteSpace(c) || (c >= 0x1c && c <= 0x1f)) {
      return SPACE;
    }
    return c == '_' || CharacterKind.isLetter(c) || CharacterKind.isNumber(c) ? WORD : OTHER;
  }
}
