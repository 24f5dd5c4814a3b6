package io.glimpse.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A single-byte encoding in which UTF-8 may have been read by mistake.
 *
 * <p>The bytes below 0x80 are ASCII in all of them. A sloppy one gives bytes without a meaning that
 * of Latin-1, and has U+FFFD, which marks a lost byte, as byte 0x1A.
 */
final class Charmap {

  private static final char LOST = 0x1a;

  private static final char REPLACEMENT = '\ufffd';

  private static final List<Charmap> ALL = all(Resources.properties("charmaps.properties"));

  private final String name;
  private final Map<Character, Character> byteOf = new HashMap<>();

  /** In the order in which they are tried. */
  static List<Charmap> all() {
    return ALL;
  }

  private static List<Charmap> all(Properties tables) {
    List<Charmap> all = new ArrayList<>();
    for (String name : tables.getProperty("order", "").split(" ", -1)) {
      all.add(new Charmap(name, tables.getProperty(name, "")));
    }
    return List.copyOf(all);
  }

  /**
   * @param high the characters of the bytes 0x80 to 0xff
   */
  private Charmap(String name, String high) {
    this.name = name;
    for (int i = 0; i < high.length(); i++) {
      byteOf.put(high.charAt(i), (char) (0x80 + i));
    }
    for (char c = 0; c < 0x80; c++) {
      byteOf.put(c, c);
    }
    if (isSloppy()) {
      byteOf.remove(LOST);
      byteOf.put(REPLACEMENT, LOST);
    }
  }

  boolean isSloppy() {
    return name.startsWith("sloppy-");
  }

  /** Whether byte 0xa0 is a space here, so that a blank may stand for it; MacRoman has a dagger. */
  boolean confusesSpaces() {
    return !name.equals("macroman");
  }

  /** The bytes, as characters up to U+00FF, or null if a character is not in this encoding. */
  @Nullable String bytes(String text) {
    StringBuilder bytes = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      Character b = byteOf.get(text.charAt(i));
      if (b == null) {
        return null;
      }
      bytes.append(b.charValue());
    }
    return bytes.toString();
  }
}
