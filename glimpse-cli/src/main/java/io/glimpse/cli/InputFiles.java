package io.glimpse.cli;

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
    if (argument.isEmpty()) {
      throw new UsageException("an empty argument names no file");
    }
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
        console.failed(
            argument, argument + ": there is no such file, and none matches it as a pattern");
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

  /** Files that match a pattern, and all files of folders that do. */
  private static List<Input> glob(String argument, Console console) {
    Path pattern = Path.of(argument).normalize();
    Path base = pattern.isAbsolute() ? pattern.getRoot() : Path.of("");
    int depth = 0;
    while (depth < pattern.getNameCount() && !isGlob(pattern.getName(depth).toString())) {
      base = base.resolve(pattern.getName(depth++));
    }
    List<Path> matches = List.of(base);
    while (depth < pattern.getNameCount()) {
      matches = children(matches, pattern.getName(depth++).toString(), console);
    }
    List<Input> inputs = new ArrayList<>();
    for (Path match : matches) {
      if (Files.isDirectory(match)) {
        for (Path file : filesBelow(match, match.toString(), console)) {
          inputs.add(new Input(file, base.relativize(file)));
        }
      } else {
        inputs.add(new Input(match, base.relativize(match)));
      }
    }
    return inputs;
  }

  /** What lies in these folders and matches one part of a pattern; {@code **} is any depth. */
  private static List<Path> children(List<Path> folders, String part, Console console) {
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
        console.failed(folder.toString(), folder + ": this folder cannot be listed");
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
