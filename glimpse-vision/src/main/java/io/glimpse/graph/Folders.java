package io.glimpse.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Folders of files. */
final class Folders {

  private Folders() {}

  /** The files of a folder and of those within it; none if it cannot be read. */
  static List<Path> files(Path folder) {
    return all(folder).stream().filter(path -> !Files.isDirectory(path)).toList();
  }

  /** All that is in a folder, the folder first; links are not followed. */
  private static List<Path> all(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /** What the files of a folder take. */
  static long bytes(Path folder) {
    long bytes = 0;
    for (Path file : files(folder)) {
      bytes += file.toFile().length();
    }
    return bytes;
  }

  /** Deletes a folder with its files, as far as that is possible. */
  static void delete(Path folder) {
    List<Path> all = new ArrayList<>(all(folder));
    Collections.reverse(all);
    all.forEach(Folders::deleteOne);
  }

  private static void deleteOne(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // What cannot be deleted now is found again by its name.
    }
  }
}
