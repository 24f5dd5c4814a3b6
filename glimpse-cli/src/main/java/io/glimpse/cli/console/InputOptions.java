package io.glimpse.cli.console;

import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.input.FileList;
import io.glimpse.input.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a command works on: what is named on its line, lists of files, and stdin. */
public final class InputOptions {

  /** Stands for stdin, as an input or as a list. */
  public static final String STDIN = "-";

  @Option(
      names = "--files-from",
      paramLabel = "F",
      description =
          "Also the files that F lists, one a line, or each before a NUL as find -print0 writes "
              + "them; - reads the list from stdin.")
  public List<String> lists = List.of();

  @Mixin TableOptions tables = new TableOptions();

  /**
   * Checks what was named before anything is read.
   *
   * @param paths on the command line
   * @param what is missing where there is nothing at all
   */
  public void check(List<String> paths, String what) {
    if (paths.isEmpty() && lists.isEmpty()) {
      throw new UsageException("name " + what + ", or give a list of files with --files-from");
    }
    if (Collections.frequency(paths, STDIN) + Collections.frequency(lists, STDIN) > 1) {
      throw new UsageException("stdin can be read once only, so one - is all that may be said");
    }
  }

  /** All inputs in their order: what is named on the line, then what is listed. */
  public List<Input> inputs(List<String> paths, Console console) throws IOException {
    return all(paths, some -> InputFiles.list(some, tables.layout(), console), console);
  }

  /**
   * As {@link #inputs}, but of a table that names classes only the rows of one.
   *
   * @param one with that class alone
   */
  public List<Input> inputsOf(ClassSet one, List<String> paths, Console console)
      throws IOException {
    return all(paths, some -> InputFiles.listOfClass(some, tables.layout(), one, console), console);
  }

  private List<Input> all(
      List<String> paths, Function<List<String>, List<InputFiles.Found>> named, Console console)
      throws IOException {
    // What is said of all that is named is said once: stdin is in its place between two lists.
    int stdin = paths.indexOf(STDIN);
    int before = stdin < 0 ? paths.size() : stdin;
    List<Input> all = new ArrayList<>(inputs(named.apply(paths.subList(0, before))));
    if (stdin >= 0) {
      all.add(stdin());
      all.addAll(inputs(named.apply(paths.subList(stdin + 1, paths.size()))));
    }
    all.addAll(Input.ofFiles(listed(console)));
    return all;
  }

  private static List<Input> inputs(List<InputFiles.Found> found) {
    return found.stream().map(one -> Input.of(one.path())).toList();
  }

  /**
   * As {@link #inputs}, for a command that needs files.
   *
   * @throws UsageException for a picture on stdin
   */
  public List<InputFiles.Found> files(List<String> paths, Console console) throws IOException {
    if (paths.contains(STDIN)) {
      throw new UsageException(
          "this command reads files; of stdin it takes a list, with --files-from -");
    }
    List<InputFiles.Found> all = new ArrayList<>(InputFiles.list(paths, tables.layout(), console));
    for (Path path : listed(console)) {
      all.add(new InputFiles.Found(path, below(path)));
    }
    return all;
  }

  /** What a listed file is called in a folder of results: as it is listed, if that is below. */
  private static Path below(Path listed) {
    Path path = listed.normalize();
    Path name = path.getFileName();
    boolean outside = path.isAbsolute() || path.startsWith("..");
    return outside && name != null ? name : path;
  }

  /**
   * Every file that is read, so that no output takes its place.
   *
   * @param paths on the command line, of which tables are read, too
   * @param found what they and the lists name
   */
  public List<Path> read(List<String> paths, Stream<Path> found) {
    Stream<Path> named =
        Stream.concat(paths.stream(), lists.stream())
            .filter(argument -> !argument.equals(STDIN))
            .flatMap(InputOptions::file);
    return Stream.concat(named, found).toList();
  }

  private static Stream<Path> file(String argument) {
    try {
      return Stream.of(Path.of(argument))
          .filter(Files::exists)
          .filter(path -> !Files.isDirectory(path));
    } catch (InvalidPathException e) {
      // A pattern, where no file can be called so.
      return Stream.empty();
    }
  }

  private List<Path> listed(Console console) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String list : lists) {
      files.addAll(
          list.equals(STDIN)
              ? FileList.read("stdin", System.in, console)
              : FileList.read(list(list), console));
    }
    return files;
  }

  private static Path list(String list) throws InputException {
    try {
      return Path.of(list);
    } catch (InvalidPathException e) {
      throw new InputException(
          list, "this list cannot be opened, as the encoding of this system has no such name", e);
    }
  }

  private static Input stdin() throws IOException {
    Input input = Input.of(STDIN, System.in, Input.MOST_BYTES);
    if (input.bytes().length == 0) {
      throw new InputException(STDIN, "there is nothing on stdin");
    }
    return input;
  }
}
