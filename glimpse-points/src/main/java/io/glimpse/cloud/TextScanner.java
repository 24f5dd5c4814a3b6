package io.glimpse.cloud;

import java.nio.charset.StandardCharsets;

/**
 * Goes through the lines and words of a text file, and reads numbers without making strings.
 *
 * <p>A line ends with {@code \n}, {@code \r\n} or {@code \r}. Words are separated by blanks and
 * tabs; in a table, each separator ends a cell, which is a word too, even where it is empty or has
 * blanks in it.
 */
final class TextScanner {

  /** Powers of ten that are exact as doubles. */
  private static final double[] TENS = new double[23];

  /** Whole numbers up to this are exact as doubles. */
  private static final long EXACT = 1L << 53;

  /** A mantissa below this has room for another digit. */
  private static final long ROOM = (Long.MAX_VALUE - 9) / 10;

  /** Longer words are no numbers. */
  private static final int LONGEST_NUMBER = 512;

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = 10 * TENS[i - 1];
    }
  }

  private static final int NONE = -1;

  /** What some programs put before UTF-8 text. */
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private final CloudSource source;
  private final byte[] bytes;

  /** What ends a cell of a table, or {@link #NONE}. */
  private final int separator;

  /** Whether a backslash at the end of a line makes the next one a part of it. */
  private final boolean continued;

  /** The present line's first byte, the byte behind its last, and the next byte to look at. */
  private int start;

  private int end = -1;
  private int at;
  private int line;

  /** The word that was read last. */
  private int wordStart;

  private int wordEnd;

  private TextScanner(CloudSource source, int separator, boolean continued) {
    this.source = source;
    this.bytes = source.bytes();
    this.separator = separator;
    this.continued = continued;
  }

  /** Words between blanks. */
  static TextScanner ofWords(CloudSource source) {
    return new TextScanner(source, NONE, false);
  }

  /** Words between blanks, on lines that a backslash may continue. */
  static TextScanner ofContinuedLines(CloudSource source) {
    return new TextScanner(source, NONE, true);
  }

  /** The cells of a table. */
  static TextScanner ofCells(CloudSource source, char separator) {
    return new TextScanner(source, separator, false);
  }

  /** Goes to the next line, if there is one. */
  boolean nextLine() {
    int next = end >= 0 ? behindLineEnd() : source.has(0, BYTE_ORDER_MARK) ? 3 : 0;
    if (next >= bytes.length) {
      return false;
    }
    start = next;
    at = next;
    line++;
    while (next < bytes.length && bytes[next] != '\n' && bytes[next] != '\r') {
      next++;
    }
    end = next;
    return true;
  }

  /** The place of the byte after the present line and what ends it. */
  int behindLineEnd() {
    if (end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n') {
      return end + 2;
    }
    return end + 1;
  }

  /** Goes to the next line that holds a word, comments left out. */
  boolean nextWords() {
    while (nextLine()) {
      if (hasWord()) {
        return true;
      }
    }
    return false;
  }

  /** Whether another word stands on the present line; a comment is none. */
  boolean hasWord() {
    do {
      while (at < end && isGap(bytes[at])) {
        at++;
      }
    } while (isContinuedAt(at) && nextLine());
    return at < end && bytes[at] != '#' && !isContinuedAt(at);
  }

  private static boolean isGap(byte b) {
    return b == ' ' || b == '\t';
  }

  private boolean isContinuedAt(int place) {
    return continued && place == end - 1 && bytes[place] == '\\';
  }

  /** Takes the next word of the line. */
  private boolean takeWord() {
    if (!hasWord()) {
      return false;
    }
    if (separator != NONE) {
      takeCell();
      return true;
    }
    wordStart = at;
    while (at < end && !isGap(bytes[at]) && !isContinuedAt(at)) {
      at++;
    }
    wordEnd = at;
    return true;
  }

  /** Takes what stands up to the next separator, without the blanks and the quotes around it. */
  private void takeCell() {
    boolean quoted = bytes[at] == '"';
    wordStart = quoted ? ++at : at;
    while (at < end && (quoted ? bytes[at] != '"' : bytes[at] != separator)) {
      at++;
    }
    wordEnd = at;
    while (wordEnd > wordStart && isGap(bytes[wordEnd - 1])) {
      wordEnd--;
    }
    while (at < end && bytes[at] != separator) {
      at++;
    }
    at++;
  }

  /** Goes past the next word. */
  void skipWord() throws CloudException {
    if (!takeWord()) {
      throw tooShort();
    }
  }

  /** The next word of the line, or an empty one. */
  String word() {
    return takeWord()
        ? new String(bytes, wordStart, wordEnd - wordStart, StandardCharsets.ISO_8859_1)
        : "";
  }

  /** The present line as it is. */
  String text() {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** The number of the present line, from 1. */
  int line() {
    return line;
  }

  /** The next byte of the line, where a word stands. */
  int peek() {
    return bytes[at];
  }

  /** Goes back to the first word of the line. */
  void rewindLine() {
    at = start;
  }

  /** Moves on within the line, over a word that has no blank behind it. */
  void skip(int count) {
    at += count;
  }

  /** The next word of the line as a number; {@code nan} and {@code inf} count as such. */
  double number() throws CloudException {
    if (!takeWord()) {
      throw tooShort();
    }
    if (wordStart == wordEnd) {
      throw source.refuse("line %d has an empty cell where a number should be", line);
    }
    return parse(wordStart, wordEnd);
  }

  private CloudException tooShort() {
    return source.refuse("line %d ends where a number should be", line);
  }

  /** The next word of the line as a whole number. */
  long wholeNumber() throws CloudException {
    double value = number();
    if (value != Math.rint(value) || Math.abs(value) > EXACT) {
      throw source.refuse(
          "line %d has %s where a whole number should be", line, source.quote(wordStart, wordEnd));
    }
    return (long) value;
  }

  /** A vertex's number, or a value that no vertex has. */
  int index() throws CloudException {
    long value = wholeNumber();
    return value == (int) value ? (int) value : Integer.MIN_VALUE;
  }

  /** The whole number that the next word begins with, up to a slash; that of {@code 3/1/2} is 3. */
  long beforeSlash() throws CloudException {
    takeWord();
    int slash = wordStart;
    while (slash < wordEnd && bytes[slash] != '/') {
      slash++;
    }
    double value = parse(wordStart, slash);
    if (value != Math.rint(value) || Math.abs(value) > EXACT) {
      throw source.refuse(
          "line %d has %s where a vertex should be", line, source.quote(wordStart, wordEnd));
    }
    return (long) value;
  }

  /** Refuses more words on the present line. */
  void requireEndOfLine(int expected) throws CloudException {
    if (hasWord()) {
      throw source.refuse("line %d has more than the %d values of its row", line, expected);
    }
  }

  /**
   * Reads a decimal. Up to 2⁵³ with a power of ten up to 10²² it is one exact operation of two
   * exact doubles (Clinger 1990), and therefore correctly rounded; Java's own parser does the rest.
   */
  private double parse(int from, int to) throws CloudException {
    int i = from;
    boolean negative = false;
    if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
      negative = bytes[i++] == '-';
    }
    long mantissa = 0;
    int digits = 0;
    int scale = 0;
    boolean point = false;
    boolean exact = true;
    for (; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits++;
        if (mantissa < ROOM) {
          mantissa = 10 * mantissa + digit;
          scale -= point ? 1 : 0;
        } else {
          exact = false;
        }
      } else if (bytes[i] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return special(from, to, i, negative);
    }
    if (i < to) {
      if (bytes[i] != 'e' && bytes[i] != 'E') {
        throw notANumber(from, to);
      }
      scale += exponent(from, i + 1, to);
    }
    if (exact && mantissa <= EXACT && Math.abs(scale) < TENS.length) {
      double value = scale < 0 ? mantissa / TENS[-scale] : mantissa * TENS[scale];
      return negative ? -value : value;
    }
    if (to - from > LONGEST_NUMBER) {
      throw notANumber(from, to);
    }
    return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }

  /** The digits behind an e, cut off where the value is zero or infinite anyway. */
  private int exponent(int from, int first, int to) throws CloudException {
    int i = first;
    boolean negative = false;
    if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
      negative = bytes[i++] == '-';
    }
    if (i == to) {
      throw notANumber(from, to);
    }
    int value = 0;
    for (; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        throw notANumber(from, to);
      }
      value = Math.min(100_000, 10 * value + digit);
    }
    return negative ? -value : value;
  }

  private double special(int from, int to, int word, boolean negative) throws CloudException {
    String text = new String(bytes, word, Math.min(to - word, 9), StandardCharsets.ISO_8859_1);
    if (text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("nan(ind)")) {
      return Double.NaN;
    }
    if (text.equalsIgnoreCase("inf") || text.equalsIgnoreCase("infinity")) {
      return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    throw notANumber(from, to);
  }

  private CloudException notANumber(int from, int to) {
    return source.refuse(
        "line %d has %s where a number should be", line, source.quote(from, Math.max(from, to)));
  }
}
