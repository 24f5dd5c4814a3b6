package io.glimpse.server.upload;

import org.jspecify.annotations.Nullable;

/**
 * The name of a file as a client says it, to be shown and to tell a point cloud from a picture by
 * its ending. No path is ever made of it.
 */
final class DisplayName {

  private static final int LONGEST = 200;

  private DisplayName() {}

  /** The last part of the name, without characters that are not seen or turn the text about. */
  static String of(@Nullable String said, String otherwise) {
    if (said == null) {
      return otherwise;
    }
    String last = said.substring(Math.max(said.lastIndexOf('/'), said.lastIndexOf('\\')) + 1);
    StringBuilder shown = new StringBuilder();
    last.codePoints().filter(DisplayName::isSeen).limit(LONGEST).forEach(shown::appendCodePoint);
    String name = shown.toString().strip();
    return name.isEmpty() || name.equals(".") || name.equals("..") ? otherwise : name;
  }

  private static boolean isSeen(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
