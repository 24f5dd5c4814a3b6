package io.glimpse.input;

import io.glimpse.file.MissingFile;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Turns what a user typed for files into a list of files: files, folders and globs. */
public final class InputFiles {

  /**
   * A file to work on.
   *
   * @param path where it is
   * @param below its path below the folder that was named, or its name if it was named itself
   */
  public record Found(Path path, Path below) {}

  private InputFiles() {}

  /**
   * All files in the order of the arguments; those of a folder by their paths, every regular file
   * below it. An argument that names nothing is a failure of its own.
   */
  public static List<Found> list(List<String> arguments, Notes notes) {
    List<Found> all = new ArrayList<>();
    for (String argument : arguments) {
      List<Found> some = list(argument, notes);
      all.addAll(some);
    }
    return all;
  }

  private static List<Found> list(String argument, Notes notes) {
    if (argument.isEmpty()) {
      throw new IllegalArgumentException("an empty argument names no file");
    }
    Path path;
    try {
      path = Path.of(argument);
    } catch (InvalidPathException e) {
      String hint = MissingFile.hint(argument);
      notes.failed(
          argument,
          hint.isEmpty()
              ? argument + ": this cannot be a path (" + e.getReason() + ")"
              : argument + ": it cannot be found" + hint);
      return List.of();
    }
    if (Files.isDirectory(path)) {
      return folder(path, argument, notes);
    }
    if (!Files.exists(path) && isGlob(argument)) {
      List<Found> matches = glob(argument, notes);
      if (matches.isEmpty()) {
        notes.failed(
            argument,
            argument
                + ": there is no such file, and none matches it as a pattern"
                + MissingFile.hint(argument));
      }
      return matches;
    }
    // Whatever is wrong with a single file is found when it is read.
    Path name = path.getFileName();
    return List.of(new Found(path, name == null ? path : name));
  }

  private static List<Found> folder(Path folder, String argument, Notes notes) {
    List<Path> files = new ArrayList<>();
    if (addFilesBelow(folder, argument, files, notes) && files.isEmpty()) {
      notes.failed(argument, argument + ": this folder holds no files");
    }
    return files.stream().map(file -> new Found(file, folder.relativize(file))).toList();
  }

  /** Every regular file below a folder, by path; what cannot be listed is a failure. */
  static List<Path> filesBelow(Path folder, String argument, Notes notes) {
    List<Path> files = new ArrayList<>();
    addFilesBelow(folder, argument, files, notes);
    return files;
  }

  /** Whether all folders could be listed. */
  private static boolean addFilesBelow(
      Path folder, String argument, List<Path> files, Notes notes) {
    boolean whole = true;
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.sorted(Comparator.comparing(Path::toString)).toList()) {
        if (Files.isDirectory(child)) {
          whole &=
              Files.isSymbolicLink(child) || addFilesBelow(child, child.toString(), files, notes);
        } else {
          files.add(child);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      notes.failed(argument, argument + ": this folder cannot be listed");
      return false;
    }
    return whole;
  }

  private static boolean isGlob(String argument) {
    return argument.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /** Files that match a pattern, and all files of folders that do. */
  private static List<Found> glob(String argument, Notes notes) {
    Path pattern = Path.of(argument).normalize();
    Path base = pattern.isAbsolute() ? pattern.getRoot() : Path.of("");
    int depth = 0;
    while (depth < pattern.getNameCount() && !isGlob(pattern.getName(depth).toString())) {
      base = base.resolve(pattern.getName(depth++));
    }
    List<Path> matches = List.of(base);
    while (depth < pattern.getNameCount()) {
      matches = children(matches, pattern.getName(depth++).toString(), notes);
    }
    List<Found> inputs = new ArrayList<>();
    for (Path match : matches) {
      if (Files.isDirectory(match)) {
        for (Path file : filesBelow(match, match.toString(), notes)) {
          inputs.add(new Found(file, base.relativize(file)));
        }
      } else {
        inputs.add(new Found(match, base.relativize(match)));
      }
    }
    return inputs;
  }

  /** What lies in these folders and matches one part of a pattern; {@code **} is any depth. */
  private static List<Path> children(List<Path> folders, String part, Notes notes) {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder.toString().isEmpty() ? Path.of(".") : folder)) {
        continue;
      }
      if (part.equals("**")) {
        found.add(folder);
        addFoldersBelow(folder, found);
        continue;
      }
      try (DirectoryStream<Path> matches = Files.newDirectoryStream(folder, part)) {
        List<Path> sorted = new ArrayList<>();
        matches.forEach(sorted::add);
        sorted.sort(Comparator.comparing(Path::toString));
        found.addAll(sorted);
      } catch (IOException | DirectoryIteratorException e) {
        notes.failed(folder.toString(), folder + ": this folder cannot be listed");
      } catch (PatternSyntaxException e) {
        // The brackets belong to the name of a file that is not there.
        return List.of();
      }
    }
    return found;
  }

  private static void addFoldersBelow(Path folder, List<Path> found) {
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.sorted(Comparator.comparing(Path::toString)).toList()) {
        if (Files.isDirectory(child) && !Files.isSymbolicLink(child)) {
          found.add(child);
          addFoldersBelow(child, found);
        }
      }
    } catch (IOException e) {
      // A folder that cannot be listed holds no match that could be read.
    }
  }
}
