package io.glimpse.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one Python literal that a {@code .npy} header may be: a dictionary with the keys {@code
 * descr}, {@code fortran_order} and {@code shape}, each once, in any order.
 */
final class NpyHeaderParser {

  /** The dictionary's values, not yet checked against each other or the file. */
  @SuppressWarnings("ArrayRecordComponent")
  record Fields(String descr, boolean fortranOrder, long[] shape) {}

  private static final int MOST_AXES = 64;

  private final Object file;
  private final String text;
  private final int start;
  private int next;

  /**
   * @param text one character a byte
   * @param start the file's byte at which the text starts
   */
  NpyHeaderParser(Object file, String text, int start) {
    this.file = file;
    this.text = text;
    this.start = start;
  }

  Fields parse() throws TensorFormatException {
    String descr = null;
    Boolean fortranOrder = null;
    long[] shape = null;
    expect('{');
    while (!accept('}')) {
      int keyAt = next;
      String key = string();
      expect(':');
      boolean repeated;
      switch (key) {
        case "descr" -> {
          repeated = descr != null;
          descr = descr();
        }
        case "fortran_order" -> {
          repeated = fortranOrder != null;
          fortranOrder = bool();
        }
        case "shape" -> {
          repeated = shape != null;
          shape = shape();
        }
        default -> throw refusal(keyAt, "the key '" + key + "' is not one of a .npy header");
      }
      if (repeated) {
        throw refusal(keyAt, "the key '" + key + "' stands there twice");
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skipSpace();
    if (next < text.length()) {
      throw unexpected("the end of the header");
    }
    return new Fields(
        required(descr, "descr"),
        required(fortranOrder, "fortran_order"),
        required(shape, "shape"));
  }

  private String descr() throws TensorFormatException {
    if (peek() == '[' || peek() == '(' || peek() == '{') {
      throw refusal(next, "a structured element type is not read; save its fields one by one");
    }
    return string();
  }

  private String string() throws TensorFormatException {
    char quote = peek();
    if (quote != '\'' && quote != '"') {
      throw unexpected("a quoted string");
    }
    int end = text.indexOf(quote, next + 1);
    if (end < 0) {
      throw refusal(next, "a string is not closed");
    }
    String string = text.substring(next + 1, end);
    if (!string.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '\\')) {
      throw refusal(next, "a string holds a character that is not expected there");
    }
    next = end + 1;
    return string;
  }

  private boolean bool() throws TensorFormatException {
    skipSpace();
    for (String word : new String[] {"True", "False"}) {
      if (text.startsWith(word, next)) {
        next += word.length();
        return word.equals("True");
      }
    }
    throw unexpected("True or False");
  }

  private long[] shape() throws TensorFormatException {
    expect('(');
    long[] axes = new long[MOST_AXES];
    int count = 0;
    boolean comma = true;
    while (!accept(')')) {
      if (!comma) {
        throw unexpected("',' or ')'");
      }
      if (count == MOST_AXES) {
        throw refusal(next, "the shape has more than " + MOST_AXES + " axes");
      }
      axes[count++] = integer();
      comma = accept(',');
    }
    if (count == 1 && !comma) {
      throw refusal(next, "a shape of one axis needs a comma after it");
    }
    return Arrays.copyOf(axes, count);
  }

  private long integer() throws TensorFormatException {
    int first = peek() == '-' ? next + 1 : next;
    int end = first;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == first) {
      throw unexpected("a whole number");
    }
    String digits = text.substring(next, end);
    long value;
    try {
      value = Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw refusal(next, "an axis of the shape is too long: " + digits);
    }
    next = end;
    if (next < text.length() && text.charAt(next) == 'L') {
      next++; // Python 2 wrote its long integers so
    }
    return value;
  }

  private void expect(char wanted) throws TensorFormatException {
    if (!accept(wanted)) {
      throw unexpected("'" + wanted + "'");
    }
  }

  private boolean accept(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    next++;
    return true;
  }

  /** The next character that is no space; NUL at the end. */
  private char peek() {
    skipSpace();
    return next < text.length() ? text.charAt(next) : '\0';
  }

  private void skipSpace() {
    while (next < text.length() && " \t\r\n".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
  }

  private <T> T required(@Nullable T value, String key) throws TensorFormatException {
    if (value == null) {
      throw new TensorFormatException(file, "the header has no '" + key + "'");
    }
    return value;
  }

  private TensorFormatException unexpected(String wanted) {
    return refusal(next, wanted + " was expected");
  }

  private TensorFormatException refusal(int at, String reason) {
    return new TensorFormatException(file, "byte " + (start + at) + " of the header: " + reason);
  }
}
