package io.glimpse.input;

import io.glimpse.feature.ClassSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class as it is typed within a list.
 *
 * @param name of the class; may be empty, which is for others to refuse
 * @param words what is said of it behind an equals sign; null where there is none
 */
record TypedClass(String name, @Nullable String words) {

  /**
   * Takes a list apart as CSV does: commas part, and quotation marks hold together what has commas,
   * with two of them for one within. Blanks around a part do not belong to it.
   *
   * @throws IllegalArgumentException if a quotation mark has no second one, or something follows it
   */
  static List<TypedClass> list(String text) {
    return new Scanner(text).list();
  }

  /** One pass over a list. */
  private static final class Scanner {
    private final String text;
    private int at;

    Scanner(String text) {
      this.text = text;
    }

    List<TypedClass> list() {
      List<TypedClass> all = new ArrayList<>();
      do {
        all.add(one());
      } while (at++ < text.length());
      return all;
    }

    /** One class; stops at the comma behind it, or at the end. */
    private TypedClass one() {
      skipBlanks();
      if (isQuote()) {
        String whole = quoted();
        if (at < text.length() && text.charAt(at) == '=') {
          at++;
          return new TypedClass(whole, words());
        }
        return parted(whole);
      }
      int start = at;
      while (at < text.length() && ",=".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String name = text.substring(start, at).strip();
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        return new TypedClass(name, words());
      }
      return new TypedClass(name, null);
    }

    /** What stands behind an equals sign. */
    private String words() {
      skipBlanks();
      if (isQuote()) {
        return quoted();
      }
      int start = at;
      while (at < text.length() && text.charAt(at) != ',') {
        at++;
      }
      return text.substring(start, at).strip();
    }

    /** Quotation marks may stand around both the name and its words. */
    private static TypedClass parted(String whole) {
      int equals = whole.indexOf('=');
      return equals < 0
          ? new TypedClass(whole, null)
          : new TypedClass(whole.substring(0, equals).strip(), whole.substring(equals + 1).strip());
    }

    private String quoted() {
      StringBuilder inside = new StringBuilder();
      int opening = at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '"') {
          inside.append(c);
        } else if (isQuote()) {
          inside.append('"');
          at++;
        } else {
          skipBlanks();
          if (at < text.length() && ",=".indexOf(text.charAt(at)) < 0) {
            throw new IllegalArgumentException(
                "a comma is missing behind the quotation mark in " + quote(opening));
          }
          return inside.toString();
        }
      }
      throw new IllegalArgumentException("a quotation mark has no second one in " + quote(opening));
    }

    private boolean isQuote() {
      return at < text.length() && text.charAt(at) == '"';
    }

    private void skipBlanks() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private String quote(int from) {
      return ClassSet.shortened(text.substring(from));
    }
  }
}
