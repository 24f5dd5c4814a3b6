package io.glimpse.sorting;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Paths as text that leads to the same file again, also where the bytes of a name are none of the
 * system's encoding: such a path is a URI, which no other absolute or relative path looks like.
 */
final class PathText {

  private static final String URI_BEGIN = "file:///";

  private PathText() {}

  static String of(Path path) {
    String text = path.toString();
    return isPath(text, path) ? text : path.toAbsolutePath().toUri().toString();
  }

  private static boolean isPath(String text, Path path) {
    try {
      return Path.of(text).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * The path.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Path path(String text) {
    return text.startsWith(URI_BEGIN) ? Path.of(URI.create(text)) : Path.of(text);
  }
}
