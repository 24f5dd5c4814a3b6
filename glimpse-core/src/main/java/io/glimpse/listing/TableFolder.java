package io.glimpse.listing;

import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import io.glimpse.file.TableLayout;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the relative paths of a table are below.
 *
 * @param table for messages
 * @param folder may be empty, for the current one
 */
record TableFolder(Path table, Path folder) {

  /**
   * The folder that a user names, or the table itself, or where the table lies.
   *
   * @param told the folder that the table names; null if it does not
   * @param first a path of the table, by which the folder is known that a table from elsewhere
   *     names
   */
  static TableFolder of(Path table, TableLayout layout, @Nullable Path told, String first) {
    Path root = layout.root();
    if (root != null) {
      return new TableFolder(table, told == null ? root : belowRoot(root, told, first));
    }
    if (told != null && Files.isDirectory(told)) {
      return new TableFolder(table, told);
    }
    // What comes through a pipe lies nowhere.
    Path parent = Files.isRegularFile(table) ? table.getParent() : null;
    return new TableFolder(table, parent == null ? Path.of("") : parent);
  }

  /** The folder that a table names where it was made, here below the root of all data sets. */
  private static Path belowRoot(Path root, Path told, String first) {
    int count = told.getNameCount();
    for (int parts = 0; parts <= count; parts++) {
      Path candidate = parts == 0 ? root : root.resolve(told.subpath(count - parts, count));
      try {
        if (isThere(candidate.resolve(first))) {
          return candidate;
        }
      } catch (InvalidPathException e) {
        // It is refused by its row.
        return root;
      }
    }
    return root;
  }

  /**
   * The file of a path. One that was listed on Windows may lie here, too.
   *
   * @param place of the path in the table
   * @throws InputException if it cannot be a path
   */
  Path resolve(String path, String place) throws InputException {
    try {
      Path file = folder.resolve(path);
      if (path.indexOf('\\') >= 0 && !isThere(file)) {
        Path turned = folder.resolve(path.replace('\\', '/'));
        return isThere(turned) ? turned : file;
      }
      return file;
    } catch (InvalidPathException e) {
      throw new InputException(table, place + " names '" + path + "', which cannot be a path");
    }
  }

  /**
   * That no file of the table is there.
   *
   * @param count how many it has
   * @param first where the first was looked for
   * @param path how the table has it
   */
  InputException nothingThere(int count, Path first, String path) {
    boolean here = isThere(Path.of(path));
    Remedy remedy = new Remedy(Remedy.Kind.NAME_ROOT, here ? "." : "");
    return new InputException(
        table.toString(),
        "none of its %d files is there, the first of them looked for as %s; %s%s"
            .formatted(
                count, first, here ? "it is below the current folder: " : "", remedy.phrase()),
        remedy);
  }

  /** Whether there is such a file; a row of one is addressed by its number behind a hash. */
  static boolean isThere(Path file) {
    if (Files.exists(file)) {
      return true;
    }
    String name = file.toString();
    int hash = name.lastIndexOf('#');
    return hash > 0 && Files.exists(Path.of(name.substring(0, hash)));
  }
}
