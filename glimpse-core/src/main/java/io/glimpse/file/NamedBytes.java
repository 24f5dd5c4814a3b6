package io.glimpse.file;

import java.util.Locale;

/** All bytes of one file, and the name to blame: what readers of formats begin with. */
public class NamedBytes {

  private final String name;
  private final byte[] bytes;

  /**
   * Wraps bytes without a copy.
   *
   * @param name of the file, for messages
   */
  public NamedBytes(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /** The name of the file, for messages. */
  public final String name() {
    return name;
  }

  /** The storage itself; not to be modified. */
  public final byte[] bytes() {
    return bytes;
  }

  /** The number of bytes. */
  public final int length() {
    return bytes.length;
  }

  /** Whether the ISO 8859-1 text stands at a place; false where the file ends before. */
  public final boolean has(long at, String text) {
    if (at < 0 || at > bytes.length - text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((bytes[(int) at + i] & 0xff) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A sentence that begins with the name; the format is that of {@link String#format}. */
  protected final String blame(String format, Object... values) {
    return name + ": " + String.format(Locale.ROOT, format, values);
  }
}
