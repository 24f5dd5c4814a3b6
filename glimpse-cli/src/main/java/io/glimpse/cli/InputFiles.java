package io.glimpse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Turns what a user typed for files into a list of files: files, folders and globs. */
final class InputFiles {

  /**
   * A file to work on.
   *
   * @param path where it is
   * @param below its path below the folder that was named, or its name if it was named itself
   */
  record Input(Path path, Path below) {}

  private InputFiles() {}

  /**
   * All files in the order of the arguments; those of a folder by their paths, every regular file
   * below it. An argument that names nothing is a failure of its own.
   */
  static List<Input> list(List<String> arguments, Console console) {
    List<Input> all = new ArrayList<>();
    for (String argument : arguments) {
      List<Input> some = list(argument, console);
      all.addAll(some);
    }
    return all;
  }

  private static List<Input> list(String argument, Console console) {
    Path path;
    try {
      path = Path.of(argument);
    } catch (InvalidPathException e) {
      console.failed(argument, argument + ": this cannot be a path (" + e.getReason() + ")");
      return List.of();
    }
    if (Files.isDirectory(path)) {
      return folder(path, argument, console);
    }
    if (!Files.exists(path) && isGlob(argument)) {
      List<Input> matches = glob(argument, console);
      if (matches.isEmpty()) {
        console.failed(argument, argument + ": no file matches this pattern");
      }
      return matches;
    }
    // Whatever is wrong with a single file is found when it is read.
    Path name = path.getFileName();
    return List.of(new Input(path, name == null ? path : name));
  }

  private static List<Input> folder(Path folder, String argument, Console console) {
    int before = console.errors().size();
    List<Path> files = filesBelow(folder, argument, console);
    if (files.isEmpty() && console.errors().size() == before) {
      console.failed(argument, argument + ": this folder holds no files");
    }
    return files.stream().map(file -> new Input(file, folder.relativize(file))).toList();
  }

  /** Every regular file below a folder, by path; what cannot be listed is a failure. */
  static List<Path> filesBelow(Path folder, String argument, Console console) {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.sorted(Comparator.comparing(Path::toString)).toList()) {
        if (Files.isDirectory(child)) {
          if (!Files.isSymbolicLink(child)) {
            files.addAll(filesBelow(child, child.toString(), console));
          }
        } else {
          files.add(child);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      console.failed(argument, argument + ": this folder cannot be listed");
    }
    return files;
  }

  private static boolean isGlob(String argument) {
    return argument.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  private static List<Input> glob(String argument, Console console) {
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + argument);
    } catch (IllegalArgumentException e) {
      throw new UsageException("'" + argument + "' is not a pattern: " + e.getMessage());
    }
    Path base = Path.of("");
    for (Path part : Path.of(argument)) {
      if (isGlob(part.toString())) {
        break;
      }
      base = base.resolve(part);
    }
    if (Path.of(argument).isAbsolute()) {
      base = Path.of("/").resolve(base);
    }
    Path from = base;
    if (!Files.isDirectory(from)) {
      return List.of();
    }
    return filesBelow(from, argument, console).stream()
        .filter(file -> matcher.matches(file.normalize()) || matcher.matches(file))
        .map(file -> new Input(file, from.relativize(file)))
        .toList();
  }
}
