package io.glimpse.cloud;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a cloud is: a file, or a row of a file with many.
 *
 * @param row counted from 0; -1 where the file is one cloud
 */
record CloudAddress(Path file, int row) {

  /** A path that may end in {@code #12}, unless there is a file whose name does so itself. */
  static CloudAddress of(Path path) {
    Path name = path.getFileName();
    String text = name == null ? "" : name.toString();
    int hash = text.lastIndexOf('#');
    if (hash <= 0 || !text.substring(hash + 1).matches("[0-9]{1,9}") || Files.exists(path)) {
      return new CloudAddress(path, -1);
    }
    return new CloudAddress(
        path.resolveSibling(text.substring(0, hash)), Integer.parseInt(text.substring(hash + 1)));
  }

  @Override
  public String toString() {
    return row < 0 ? file.toString() : file + "#" + row;
  }
}
