package io.glimpse.cloud;

import io.glimpse.file.NamedBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of one file, and the name to blame. */
final class CloudSource extends NamedBytes {

  /** Characters of a word that a message repeats. */
  private static final int LONGEST_QUOTE = 24;

  CloudSource(String name, byte[] bytes) {
    super(name, bytes);
  }

  /** A view of all bytes. */
  ByteBuffer buffer(ByteOrder order) {
    return ByteBuffer.wrap(bytes()).order(order);
  }

  /** A part of the file as a message shows it. */
  String quote(int from, int to) {
    int end = Math.min(to, from + LONGEST_QUOTE + 1);
    return shorten(new String(bytes(), from, end - from, StandardCharsets.ISO_8859_1));
  }

  /** Words of a file as a message shows them, short and printable. */
  static String shorten(String text) {
    boolean whole = text.length() <= LONGEST_QUOTE;
    String shown = whole ? text : text.substring(0, LONGEST_QUOTE) + "...";
    return "'" + shown.replaceAll("[^ -~]", "?") + "'";
  }

  /** Makes the exception that names this file; the format is that of {@link String#format}. */
  CloudException refuse(String format, Object... values) {
    return new CloudException(blame(format, values));
  }

  /** What is left of the file is not enough for what its header promises. */
  CloudException truncated(String promised, long needed, long left) {
    return refuse(
        "the header promises %s, at least %d bytes, but only %d bytes follow it; the file is cut"
            + " off or its header wrong",
        promised, needed, left);
  }
}
