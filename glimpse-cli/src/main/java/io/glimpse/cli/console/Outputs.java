package io.glimpse.cli.console;

import io.glimpse.featurefile.ArrayFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Refuses files that would be written over each other, or over what is read. */
public final class Outputs {

  private Outputs() {}

  /**
   * Checks before anything is written.
   *
   * @param outputs files that will be written; a dash for standard output is none
   * @param read every file that is read: pictures, tables and lists that name them, and whatever
   *     says what classes there are; one array or row of a file as {@code F#name}
   * @throws UsageException naming the file that would be lost
   */
  public static void requireNotAmong(List<Path> outputs, Collection<Path> read) throws IOException {
    List<Path> written =
        outputs.stream().filter(file -> !file.toString().equals(InputOptions.STDIN)).toList();
    for (int i = 0; i < written.size(); i++) {
      for (Path other : written.subList(0, i)) {
        if (areSame(written.get(i), other)) {
          throw new UsageException(
              written.get(i) + " and " + other + " would be written to one file");
        }
      }
    }
    for (Path output : written) {
      // What is not there cannot be read; with many pictures that saves many looks at a disk.
      if (!Files.exists(output)) {
        continue;
      }
      for (Path one : read) {
        if (areSame(output, ArrayFile.fileOf(one))) {
          throw new UsageException(one + " is read, and would be replaced; choose another name");
        }
      }
    }
  }

  private static boolean areSame(Path a, Path b) throws IOException {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize())
        || (Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b));
  }
}
