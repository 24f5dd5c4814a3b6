package io.glimpse.page;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes markup that is HTML and well-formed XML at once. All text and all values are escaped, so
 * that no name of a file or a class can become markup.
 */
public final class Html {

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Markup without an element yet. */
  public Html() {}

  /** Opens an element. {@code attributes} are names and values in turn. */
  public Html open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  public Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Closes the element that was opened last, and ends the line. */
  public Html closeLine() {
    close();
    out.append('\n');
    return this;
  }

  /** An element that holds text alone. */
  public Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** An element that never holds anything: void in HTML, or a shape of SVG. */
  public Html empty(String tag, String... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  /** Text of ours. */
  public Html text(String text) {
    escape(text);
    return this;
  }

  /** Text of others: what it says about reading direction ends with it. */
  public Html foreign(String text) {
    return element("bdi", text);
  }

  /** Markup or CSS that needs no escaping. */
  public Html verbatim(String trusted) {
    out.append(trusted);
    return this;
  }

  private void start(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("<" + tag + "> has an attribute without a value");
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                  if (isVisible(c)) {
                    out.appendCodePoint(c);
                  } else {
                    out.append("[U+%04X]".formatted(c));
                  }
                }
              }
            });
  }

  /** Control characters are not XML, and marks that turn the reading direction tell lies. */
  private static boolean isVisible(int c) {
    boolean turns = c == 0x61C || (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E);
    boolean isolates = c >= 0x2066 && c <= 0x2069;
    boolean invalid = (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE;
    return !Character.isISOControl(c) && !turns && !isolates && !invalid;
  }

  /** All that was written. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }
}
