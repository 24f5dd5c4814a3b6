package io.glimpse.sorting;

import io.glimpse.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names of the folders of classes. A class is named as a user likes, a folder as every system
 * can have it and none takes for another's: names that would be the same, also where case or the
 * form of an accent does not count, get numbers.
 */
final class ClassFolders {

  /** Bytes in UTF-8; most systems allow 255, and encrypted folders less. */
  private static final int LONGEST = 120;

  private static final String NOT_ALLOWED = "/\\:*?\"<>|";

  /** What Windows takes for a device, with any ending. */
  private static final Set<String> DEVICES =
      Set.of(
          "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7",
          "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");

  private final Map<Destination, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  ClassFolders() {
    keep(Destination.NONE_OF_THESE, "_none of these");
    keep(Destination.UNSURE, "_unsure");
  }

  /** A name that was given before. */
  void keep(Destination destination, String name) {
    names.put(destination, name);
    taken.add(key(name));
  }

  /** Names for classes: those that need no other than their own come first. */
  void prepare(List<String> classes) {
    for (boolean exact : new boolean[] {true, false}) {
      for (String name : classes) {
        if (safe(name).equals(name) == exact) {
          of(Destination.ofClass(name));
        }
      }
    }
  }

  /** The name of a folder. */
  String of(Destination destination) {
    String known = names.get(destination);
    if (known != null) {
      return known;
    }
    String wanted = safe(destination.name());
    String name = wanted;
    for (int i = 2; taken.contains(key(name)); i++) {
      name = wanted + " (" + i + ")";
    }
    keep(destination, name);
    return name;
  }

  /** The same for names that some system takes for one. */
  static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /** A name that every system allows, and that no system hides. */
  static String safe(String name) {
    StringBuilder safe = new StringBuilder();
    name.codePoints().map(c -> isAllowed(c) ? c : '_').forEach(safe::appendCodePoint);
    int last = safe.length() - 1;
    if (last < 0) {
      return "_";
    }
    if (safe.charAt(0) == '.') {
      safe.setCharAt(0, '_');
    }
    if (safe.charAt(last) == '.' || safe.charAt(last) == ' ') {
      safe.setCharAt(last, '_');
    }
    String result = safe.toString();
    int dot = result.indexOf('.');
    String base = (dot < 0 ? result : result.substring(0, dot)).strip();
    if (DEVICES.contains(base.toUpperCase(Locale.ROOT))) {
      result = "_" + result;
    }
    return FreeNames.bytes(result) <= LONGEST ? result : shortened(result, name);
  }

  private static boolean isAllowed(int c) {
    int type = Character.getType(c);
    return !Character.isISOControl(c)
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && NOT_ALLOWED.indexOf(c) < 0;
  }

  /** The beginning, and what tells it from others of the same. */
  private static String shortened(String safe, String name) {
    String digest =
        HexFormat.of().formatHex(Sha256.of(name, StandardCharsets.UTF_8)).substring(0, 8);
    return FreeNames.cut(safe, LONGEST - digest.length() - 1) + "~" + digest;
  }
}
