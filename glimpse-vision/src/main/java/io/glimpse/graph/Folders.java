package io.glimpse.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders of files, without folders in them. */
final class Folders {

  private Folders() {}

  /** The files of a folder; none if it cannot be read. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
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
    for (Path file : files(folder)) {
      deleteOne(file);
    }
    deleteOne(folder);
  }

  private static void deleteOne(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // What cannot be deleted now is found again by its name.
    }
  }
}
