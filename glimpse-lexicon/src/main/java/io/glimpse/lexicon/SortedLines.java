package io.glimpse.lexicon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of UTF-8 text that are sorted by their bytes, which is by code point, searched where they
 * lie: a table of 150,000 objects would take longer to make than all names to look up.
 */
final class SortedLines {

  private final byte[] text;

  /** Lines that each end in a line feed. */
  SortedLines(byte[] text) {
    this.text = text;
  }

  /** Reads a packed resource of this package; null where it is missing. */
  static @Nullable SortedLines ofResource(String name) throws IOException {
    try (InputStream packed = SortedLines.class.getResourceAsStream(name)) {
      if (packed == null) {
        return null;
      }
      try (InputStream plain = new GZIPInputStream(packed, 1 << 16)) {
        return new SortedLines(plain.readAllBytes());
      }
    }
  }

  /** What follows a key in the line that begins with it; null where none does. */
  @Nullable String after(String key) {
    byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = text.length;
    while (low < high) {
      int start = lineStart((low + high) >>> 1, low);
      int end = lineEnd(start);
      int order =
          Arrays.compareUnsigned(
              text, start, Math.min(end, start + wanted.length), wanted, 0, wanted.length);
      if (order == 0) {
        int from = start + wanted.length;
        return new String(text, from, end - from, StandardCharsets.UTF_8).stripTrailing();
      }
      if (order < 0) {
        low = end;
      } else {
        high = start;
      }
    }
    return null;
  }

  private int lineStart(int within, int least) {
    int start = within;
    while (start > least && text[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  /** Behind the line feed. */
  private int lineEnd(int start) {
    int end = start;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return Math.min(text.length, end + 1);
  }
}
