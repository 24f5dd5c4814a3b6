package io.glimpse.input;

import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.file.MissingFile;
import io.glimpse.file.TableLayout;
import io.glimpse.listing.FewNames;
import io.glimpse.listing.FolderTree;
import io.glimpse.listing.LabelTable;
import io.glimpse.listing.LeftOut;
import io.glimpse.listing.SystemNames;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a user typed for files into a list of files: files, folders, globs, and tables that
 * list files.
 *
 * <p>A system's own files within folders, and behind the wildcards of a glob, are left out; one
 * that is named is not.
 */
public final class InputFiles {

  /**
   * A file to work on.
   *
   * @param path where it is
   * @param below its path below the folder that was named, or that the paths of a table are below;
   *     its name if it was named itself
   */
  public record Found(Path path, Path below) {}

  private final TableLayout tables;

  /** The class whose rows of a table count; null for all rows. */
  private final @Nullable ClassSet only;

  private final Notes notes;
  private final LeftOut leftOut = new LeftOut();

  private InputFiles(TableLayout tables, @Nullable ClassSet only, Notes notes) {
    this.tables = tables;
    this.only = only;
    this.notes = notes;
  }

  /** See {@link #list(List, TableLayout, Notes)}, with tables as they are usually written. */
  public static List<Found> list(List<String> arguments, Notes notes) {
    return list(arguments, TableLayout.usual(), notes);
  }

  /**
   * All files in the order of the arguments: those of a folder by their paths, every regular file
   * below it; those of a table by its rows. An argument that names nothing is a failure of its own.
   *
   * @param tables how a table that is an argument is read; classes that it names are left aside
   */
  public static List<Found> list(List<String> arguments, TableLayout tables, Notes notes) {
    return list(arguments, new InputFiles(tables, null, notes));
  }

  /**
   * As {@link #list(List, TableLayout, Notes)}, but of a table that names classes only the rows of
   * one, as {@link ClassSet#find} compares names. The notes hear how many others are left out; a
   * table without any of that class is a failure.
   *
   * @param one with that class alone
   */
  public static List<Found> listOfClass(
      List<String> arguments, TableLayout tables, ClassSet one, Notes notes) {
    return list(arguments, new InputFiles(tables, one, notes));
  }

  private static List<Found> list(List<String> arguments, InputFiles files) {
    List<Found> all = new ArrayList<>();
    for (String argument : arguments) {
      all.addAll(files.list(argument));
    }
    files.leftOut.sentences().forEach(files.notes::note);
    return all;
  }

  /**
   * All files of a folder, or of a table that lists files.
   *
   * @throws InputException if it is neither
   */
  public static List<Input> inFolder(Path folder, TableLayout tables, Notes notes)
      throws InputException {
    if (!Files.isDirectory(folder) && !LabelTable.isTable(folder)) {
      throw new InputException(
          folder,
          Files.exists(folder)
              ? "this is no folder, nor a table of files"
              : "there is no such folder");
    }
    return list(List.of(folder.toString()), tables, notes).stream()
        .map(found -> Input.of(found.path()))
        .toList();
  }

  private List<Found> list(String argument) {
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
      return folder(path, argument);
    }
    if (!Files.exists(path) && isGlob(argument)) {
      List<Found> matches = glob(argument);
      if (matches.isEmpty()) {
        notes.failed(
            argument,
            argument
                + ": there is no such file, and none matches it as a pattern"
                + MissingFile.hint(argument));
      }
      return matches;
    }
    if (LabelTable.isTable(path)) {
      return table(path, argument);
    }
    // Whatever is wrong with a single file is found when it is read.
    return List.of(new Found(path, name(path)));
  }

  private List<Found> folder(Path folder, String argument) {
    FolderTree tree = tree(folder);
    List<Path> files = tree.files();
    if (tree.unlisted().isEmpty() && files.isEmpty()) {
      notes.failed(argument, argument + ": this folder holds no files");
    }
    return files.stream().map(file -> new Found(file, folder.relativize(file))).toList();
  }

  private FolderTree tree(Path folder) {
    FolderTree tree = FolderTree.of(folder, leftOut);
    tellUnlisted(tree, notes);
    return tree;
  }

  /** Folders that cannot be listed are failures. */
  static void tellUnlisted(FolderTree tree, Notes notes) {
    for (Path folder : tree.unlisted()) {
      notes.failed(folder.toString(), folder + ": this folder cannot be listed");
    }
  }

  private List<Found> table(Path table, String argument) {
    try {
      LabelTable read =
          only == null ? LabelTable.readPaths(table, tables) : LabelTable.readAny(table, tables);
      List<Found> found = new ArrayList<>();
      List<Path> files =
          only == null || read.classes().isEmpty() ? read.files() : ofClass(table, read, only);
      for (Path file : files) {
        found.add(new Found(file, below(read.folder(), file)));
      }
      read.notes().forEach(notes::note);
      return found;
    } catch (InputException e) {
      notes.failed(argument, e);
    } catch (IOException e) {
      notes.failed(argument, argument + ": this table cannot be read");
    }
    return List.of();
  }

  private List<Path> ofClass(Path table, LabelTable read, ClassSet one) throws InputException {
    List<Path> files = new ArrayList<>();
    List<String> others = new ArrayList<>();
    int left = 0;
    for (Map.Entry<String, List<Path>> some : read.byClass().entrySet()) {
      if (one.find(some.getKey()).isPresent()) {
        files.addAll(some.getValue());
      } else {
        others.add("'" + some.getKey() + "'");
        left += some.getValue().size();
      }
    }
    String name = "'" + one.name(0) + "'";
    if (files.isEmpty()) {
      throw new InputException(
          table,
          "it has a column of classes, and none of its files is of class %s, but of %s; without that"
                  .formatted(name, FewNames.of(others))
              + " column all would be taken");
    }
    if (left > 0) {
      notes.note(
          "%s: %d of its %d files are of class %s; the others are left out, which are of %s"
              .formatted(table, files.size(), files.size() + left, name, FewNames.of(others)));
    }
    return files;
  }

  /** Its path below the folder of its table's paths; its name alone if it lies elsewhere. */
  private static Path below(Path folder, Path file) {
    Path root = folder.toAbsolutePath().normalize();
    Path whole = file.toAbsolutePath().normalize();
    return whole.startsWith(root) ? root.relativize(whole) : name(file);
  }

  private static Path name(Path path) {
    Path name = path.getFileName();
    return name == null ? path : name;
  }

  private static boolean isGlob(String argument) {
    return argument.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /** Files that match a pattern, and all files of folders that do. */
  private List<Found> glob(String argument) {
    Path pattern = Path.of(argument).normalize();
    Path base = pattern.isAbsolute() ? pattern.getRoot() : Path.of("");
    int depth = 0;
    while (depth < pattern.getNameCount() && !isGlob(pattern.getName(depth).toString())) {
      base = base.resolve(pattern.getName(depth++));
    }
    List<Path> matches = List.of(base);
    while (depth < pattern.getNameCount()) {
      matches = children(matches, pattern.getName(depth++).toString());
    }
    Set<Path> files = new LinkedHashSet<>();
    for (Path match : matches) {
      // What ** matches lies in other folders that it matches.
      if (Files.isDirectory(match)) {
        files.addAll(tree(match).files());
      } else {
        files.add(match);
      }
    }
    Path below = base;
    return files.stream().map(file -> new Found(file, below.relativize(file))).toList();
  }

  /** What lies in these folders and matches one part of a pattern; {@code **} is any depth. */
  private List<Path> children(List<Path> folders, String part) {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder.toString().isEmpty() ? Path.of(".") : folder)) {
        continue;
      }
      if (part.equals("**")) {
        // A folder that cannot be listed holds no match that could be read.
        found.addAll(FolderTree.of(folder, leftOut).allFolders());
        continue;
      }
      try (DirectoryStream<Path> matches = Files.newDirectoryStream(folder, part)) {
        List<Path> sorted = new ArrayList<>();
        for (Path match : matches) {
          // A wildcard means a system's own no more than a folder's name does.
          if (SystemNames.isSystem(match) && isGlob(part) && !part.startsWith(".")) {
            leftOut.system(match);
          } else {
            sorted.add(match);
          }
        }
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
}
