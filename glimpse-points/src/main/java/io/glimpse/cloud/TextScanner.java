package io.glimpse.cloud;

import java.nio.charset.StandardCharsets;

/**
 * Goes through the lines and words of a text file, and reads numbers without making strings.
 *
 * <p>A line ends with {@code \n}, {@code \r\n} or {@code \r}. Words are separated by blanks and
 * tabs, and by commas and semicolons where the format is told to have such.
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

  private final CloudSource source;
  private final byte[] bytes;
  private final boolean commas;

  /** The present line's first byte, the byte behind its last, and the next byte to look at. */
  private int start;

  private int end = -1;
  private int at;
  private int line;

  /** The word that was read last. */
  private int wordStart;

  private int wordEnd;

  TextScanner(CloudSource source, boolean commas) {
    this.source = source;
    this.bytes = source.bytes();
    this.commas = commas;
  }

  /** Goes to the next line, if there is one. */
  boolean nextLine() {
    int next = end < 0 ? 0 : behindLineEnd();
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
    while (at < end && isGap(bytes[at])) {
      at++;
    }
    return at < end && bytes[at] != '#';
  }

  private boolean isGap(byte b) {
    return b == ' ' || b == '\t' || (commas && (b == ',' || b == ';'));
  }

  /** Takes the next word of the line. */
  private boolean takeWord() {
    if (!hasWord()) {
      return false;
    }
    wordStart = at;
    while (at < end && !isGap(bytes[at])) {
      at++;
    }
    wordEnd = at;
    return true;
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

  /** Goes past a character that stands alone, if it is the next word of the line. */
  boolean takeIf(char character) {
    if (bytes[at] != character || (at + 1 < end && !isGap(bytes[at + 1]))) {
      return false;
    }
    at++;
    return true;
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
      throw source.refuse("line %d ends where a number should be", line);
    }
    return parse(wordStart, wordEnd);
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
