package io.glimpse.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** HTML 5 character references, by name as in {@code eacute} or by number. */
final class HtmlEntities {

  private static final Pattern REFERENCE =
      Pattern.compile("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)");

  private static final Pattern CLOSED_REFERENCE = Pattern.compile("&#?[0-9A-Za-z]{1,24};");

  private static final char REPLACEMENT = '\ufffd';

  /** By name, with the semicolon where it is needed. */
  private static final Map<String, String> BY_NAME = byName();

  private HtmlEntities() {}

  private static Map<String, String> byName() {
    Map<String, String> byName = new HashMap<>();
    Resources.properties("entities.properties")
        .forEach((name, text) -> byName.put((String) name, (String) text));
    return byName;
  }

  /** Replaces all references as a browser does, also those that lack their semicolon. */
  static String unescape(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(characters(match.group(1))));
  }

  /** Replaces the references that end in a semicolon and are known as a whole. */
  static String unescapeClosed(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return CLOSED_REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(closedCharacters(match.group())));
  }

  private static String closedCharacters(String reference) {
    if (reference.startsWith("&#")) {
      String characters = unescape(reference);
      return characters.indexOf(';') < 0 ? characters : reference;
    }
    String name = reference.substring(1);
    @Nullable String characters = BY_NAME.get(name);
    return characters != null ? characters : shouted(name, reference);
  }

  /** What ftfy adds: an unknown name in capitals, such as NTILDE, is that of capital letters. */
  private static String shouted(String name, String reference) {
    String lower = name.toLowerCase(Locale.ROOT);
    @Nullable String characters = BY_NAME.get(lower);
    if (characters == null || !characters(name).equals(reference)) {
      return reference;
    }
    return name.equals(lower.toUpperCase(Locale.ROOT))
        ? characters.toUpperCase(Locale.ROOT)
        : reference;
  }

  private static String characters(String reference) {
    if (reference.startsWith("#")) {
      return numbered(codePoint(reference));
    }
    // The longest name that the reference begins with: &notit; is ¬it;
    for (int end = reference.length(); end > 1; end--) {
      @Nullable String characters = BY_NAME.get(reference.substring(0, end));
      if (characters != null) {
        return characters + reference.substring(end);
      }
    }
    return "&" + reference;
  }

  /** The number of a reference; any that is too large for Unicode stands for all of them. */
  private static int codePoint(String reference) {
    boolean hexadecimal = Character.toLowerCase(reference.charAt(1)) == 'x';
    int radix = hexadecimal ? 16 : 10;
    int number = 0;
    for (int i = hexadecimal ? 2 : 1; i < reference.length(); i++) {
      int digit = Character.digit(reference.charAt(i), radix);
      if (digit >= 0 && number <= Character.MAX_CODE_POINT) {
        number = number * radix + digit;
      }
    }
    return number;
  }

  private static String numbered(int c) {
    if (C1Controls.contains(c)) {
      return Character.toString(C1Controls.repair(c));
    }
    boolean isSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    if (c == 0 || isSurrogate || c > Character.MAX_CODE_POINT) {
      return Character.toString(REPLACEMENT);
    }
    return isForbidden(c) ? "" : Character.toString(c);
  }

  /** Control characters other than white space, and Unicode's noncharacters. */
  private static boolean isForbidden(int c) {
    boolean isControl = c < ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r';
    boolean isNoncharacter = (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
    return isControl || c == 0x7f || isNoncharacter;
  }
}
