package io.glimpse.text;

import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Undoes mojibake: {@code cafÃ©}, which was UTF-8 read as something else, becomes {@code café}.
 *
 * <p>The rules of what looks wrong, and the order in which encodings are tried, are ftfy's.
 */
final class Mojibake {

  private static final Properties TABLES = Resources.properties("mojibake.properties");

  private static final BadNeighbours BAD = new BadNeighbours(TABLES);

  /** What the first bytes of sequences of two, three and four look like in some encoding. */
  private static final List<String> FIRST =
      List.of(table("utf8_first_of_2"), table("utf8_first_of_3"), table("utf8_first_of_4"));

  private static final String CONTINUATION = table("utf8_continuation");

  /** The same without punctuation and spaces, which may well stand for themselves. */
  private static final String STRICT_CONTINUATION = table("utf8_continuation_strict");

  private Mojibake() {}

  private static String table(String name) {
    return TABLES.getProperty(name, "");
  }

  /** Repairs a text until nothing changes, as it may have been misread more than once. */
  static String repair(String text) {
    String repaired = text;
    String before;
    do {
      before = repaired;
      repaired = repairOnce(before);
    } while (!repaired.equals(before));
    return repaired;
  }

  private static String repairOnce(String text) {
    if (!BAD.in(text)) {
      return text;
    }
    for (Charmap charmap : Charmap.all()) {
      String reread = reread(text, charmap);
      if (reread != null) {
        return reread;
      }
    }
    String repaired = repairParts(text);
    return repaired.equals(text) ? withoutC1Controls(text) : repaired;
  }

  private static @Nullable String reread(String text, Charmap charmap) {
    String bytes = charmap.bytes(text);
    if (bytes == null) {
      return null;
    }
    if (charmap.confusesSpaces()) {
      bytes = Utf8Bytes.withBytesA0(bytes);
    }
    return Utf8Bytes.decode(charmap.isSloppy() ? Utf8Bytes.withoutLostBytes(bytes) : bytes);
  }

  /** Repairs runs of what looks like UTF-8 within a text that is not mojibake as a whole. */
  private static String repairParts(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int end = i > 0 && contains(STRICT_CONTINUATION, text.charAt(i - 1)) ? i : runEnd(text, i);
      if (end == i) {
        out.append(text.charAt(i++));
      } else {
        String part = text.substring(i, end);
        boolean isAll = part.length() == text.length();
        out.append(isAll || !BAD.in(part) ? part : repair(part));
        i = end;
      }
    }
    return out.toString();
  }

  /** The end of the sequences that begin here, one after the other. */
  private static int runEnd(String text, int start) {
    int end = start;
    int next = sequenceEnd(text, end);
    while (next > end) {
      end = next;
      next = sequenceEnd(text, end);
    }
    return end;
  }

  private static int sequenceEnd(String text, int start) {
    for (int following = 1; following <= FIRST.size() && start < text.length(); following++) {
      if (contains(FIRST.get(following - 1), text.charAt(start))) {
        int end = start + 1;
        while (end <= start + following
            && end < text.length()
            && contains(CONTINUATION, text.charAt(end))) {
          end++;
        }
        if (end == start + 1 + following) {
          return end;
        }
      }
    }
    return start;
  }

  private static boolean contains(String set, char c) {
    return set.indexOf(c) >= 0;
  }

  private static String withoutC1Controls(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(C1Controls.contains(c) ? C1Controls.repair(c) : c);
    }
    return out.toString();
  }
}
