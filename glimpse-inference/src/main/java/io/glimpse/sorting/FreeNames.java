package io.glimpse.sorting;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds names in folders that no file has: {@code a.jpg}, then {@code a (2).jpg}. */
final class FreeNames {

  /** Bytes that the name of a file may have on most systems. */
  private static final int LONGEST = 255;

  /** A longer ending is part of the name. */
  private static final int LONGEST_ENDING = 16;

  /** Where to go on counting, so that ten thousand files of one name are no square of that. */
  private final Map<String, Integer> next = new HashMap<>();

  /** What will be there, though it is not yet. */
  private final Set<String> given = new HashSet<>();

  /** A name that is free, and that this gives nobody else. */
  Path in(Path folder, Path name) {
    Path wanted = folder.resolve(name.getFileName());
    String key = ClassFolders.key(wanted.toString());
    int number = next.getOrDefault(key, 1);
    Path path = wanted;
    while (true) {
      if (number > 1) {
        path = child(folder, numbered(name.getFileName().toString(), number));
      }
      number++;
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && given.add(ClassFolders.key(path.toString()))) {
        next.put(key, number);
        return path;
      }
    }
  }

  /** The name did not come to be used. */
  void giveBack(Path path, Path name) {
    given.remove(ClassFolders.key(path.toString()));
    next.remove(ClassFolders.key(path.resolveSibling(name.getFileName()).toString()));
  }

  /** A name in a folder; in ASCII where the encoding of the system does not have it. */
  static Path child(Path folder, String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      return folder.resolve(name.replaceAll("[^ -~]", "_"));
    }
  }

  private static String numbered(String name, int number) {
    int dot = name.lastIndexOf('.');
    boolean ends = dot > 0 && name.length() - dot <= LONGEST_ENDING;
    String ending = ends ? name.substring(dot) : "";
    String base = ends ? name.substring(0, dot) : name;
    String behind = " (" + number + ")" + ending;
    return cut(base, LONGEST - bytes(behind)) + behind;
  }

  /** How long a name is where it is UTF-8. */
  static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The longest beginning of so many bytes in UTF-8, whole characters. */
  static String cut(String text, int most) {
    int end = text.length();
    while (bytes(text.substring(0, end)) > most) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }
}
