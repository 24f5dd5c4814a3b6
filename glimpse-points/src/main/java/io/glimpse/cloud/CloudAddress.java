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
    int row = rowOf(text);
    return row < 0 || Files.exists(path)
        ? new CloudAddress(path, -1)
        : new CloudAddress(path.resolveSibling(withoutRow(text)), row);
  }

  /** The row that a name ends in, {@code #12}; -1 where there is none. */
  static int rowOf(String name) {
    int hash = name.lastIndexOf('#');
    return hash <= 0 || !name.substring(hash + 1).matches("[0-9]{1,9}")
        ? -1
        : Integer.parseInt(name.substring(hash + 1));
  }

  /** A name without the row that it may end in. */
  static String withoutRow(String name) {
    return rowOf(name) < 0 ? name : name.substring(0, name.lastIndexOf('#'));
  }

  @Override
  public String toString() {
    return row < 0 ? file.toString() : file + "#" + row;
  }
}
