package io.glimpse.data;

import io.glimpse.listing.SystemNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The contents of folders and of list files, in an order that is the same everywhere. */
final class Listing {

  private Listing() {}

  /** The name of a file or folder; empty for the root of a file system. */
  static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  /** The folders in a folder, by name, without those that {@link SystemNames} knows. */
  static List<Path> folders(Path folder) throws IOException {
    return children(folder).stream().filter(Files::isDirectory).toList();
  }

  /** The names of the files in a folder, sorted, without those that {@link SystemNames} knows. */
  static List<String> files(Path folder) throws IOException {
    return children(folder).stream()
        .filter(child -> !Files.isDirectory(child))
        .map(Listing::name)
        .toList();
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> stream = Files.list(folder)) {
      return stream
          .filter(child -> !SystemNames.isSystem(child))
          .sorted(Comparator.comparing(Listing::name))
          .toList();
    } catch (NotDirectoryException e) {
      throw new DatasetException(folder, "this is not a folder", e);
    } catch (IOException | UncheckedIOException e) {
      throw new DatasetException(folder, "this folder cannot be listed", e);
    }
  }

  /**
   * A line of a list file.
   *
   * @param number from 1
   * @param text without white space around it
   */
  record Line(Path file, int number, String text) {

    DatasetException refuse(String reason) {
      return new DatasetException(file, "line " + number + " " + reason);
    }
  }

  /** The lines of a UTF-8 file that are not blank. */
  static List<Line> lines(Path file) throws IOException {
    List<String> all;
    try {
      all = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new DatasetException(file, "this list is not UTF-8 text", e);
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String text = all.get(i).strip();
      if (!text.isEmpty()) {
        lines.add(new Line(file, i + 1, text));
      }
    }
    return lines;
  }
}
