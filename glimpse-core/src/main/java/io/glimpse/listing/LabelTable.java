package io.glimpse.listing;

import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import io.glimpse.file.TableLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table that lists files, with or without their classes: CSV, TSV, JSON, an object a line, or a
 * printed few-shot sample. The first column of an index, or any other, is left aside.
 */
public final class LabelTable {

  /**
   * A row.
   *
   * @param place for messages, such as {@code row 3}
   * @param path of the file, as it is written
   * @param label of the file; empty where the table has no column of them
   */
  public record Row(String place, String path, String label) {}

  private final Path table;
  private final TableCells cells;
  private final List<Row> rows = new ArrayList<>();
  private final Path folder;
  private final List<String> classes;
  private final List<String> notes = new ArrayList<>();

  private LabelTable(Path table, TableCells cells, TableLayout layout, boolean labelled)
      throws InputException {
    this.table = table;
    this.cells = cells;
    int path = TableHeads.requirePath(table, cells.heads(), layout);
    int label = labelled ? TableHeads.label(table, cells.heads(), layout) : -1;
    if (labelled && label < 0) {
      throw TableHeads.noLabel(table, cells.heads());
    }
    int name = label < 0 || layout.label() != null ? -1 : nameOf(label);
    Map<Integer, String> numbered = new TreeMap<>();
    TreeSet<String> sorted = new TreeSet<>();
    for (TableCells.Row row : cells.rows()) {
      String file = row.values().get(path);
      String of = label < 0 ? "" : row.values().get(name < 0 ? label : name).strip();
      if (file.isBlank()) {
        throw new InputException(table, row.place() + " has no path");
      }
      if (labelled && of.isEmpty()) {
        throw new InputException(table, row.place() + " has no label");
      }
      if (name >= 0) {
        requireSame(numbered, Integer.parseInt(row.values().get(label).strip()), of, row.place());
      }
      sorted.add(of);
      rows.add(new Row(row.place(), file, of));
    }
    if (rows.isEmpty()) {
      throw new InputException(table, "it lists no files");
    }
    this.folder = folder(layout);
    requireOneLabelEach();
    this.classes =
        List.copyOf(new LinkedHashSet<>(name >= 0 ? numbered.values() : List.copyOf(sorted)));
  }

  /**
   * Reads a table of files with their classes.
   *
   * @throws InputException if it is none, naming the row and what to do
   */
  public static LabelTable read(Path table, TableLayout layout) throws IOException {
    return new LabelTable(table, TableText.cells(table, layout), layout, true);
  }

  /**
   * Reads a table of files; classes that it names are left aside.
   *
   * @throws InputException if it is none, naming the row and what to do
   */
  public static LabelTable readPaths(Path table, TableLayout layout) throws IOException {
    return new LabelTable(table, TableText.cells(table, layout), layout, false);
  }

  /**
   * Whether a file that was named among pictures and point clouds is a table of such: by its
   * ending, and since points are lists of numbers with the same one, by its beginning.
   */
  public static boolean isTable(Path file) {
    return TableText.isTable(file);
  }

  /**
   * Whether a file, or what comes through a pipe, that was named as a table may be one, whatever it
   * is called: it is not a picture or the like.
   */
  public static boolean mayBeTable(Path file) {
    return TableText.mayBeTable(file);
  }

  /** What relative paths are below. */
  private Path folder(TableLayout layout) {
    Path told = cells.folder();
    Path root = layout.root();
    if (root != null) {
      return told == null ? root : belowRoot(root, told);
    }
    if (told != null && Files.isDirectory(told)) {
      return told;
    }
    // What comes through a pipe lies nowhere.
    Path parent = Files.isRegularFile(table) ? table.getParent() : null;
    return parent == null ? Path.of("") : parent;
  }

  /** The folder that a table names where it was made, here below the root of all data sets. */
  private Path belowRoot(Path root, Path told) {
    String first = rows.get(0).path();
    for (int parts = 0; parts <= told.getNameCount(); parts++) {
      int count = told.getNameCount();
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

  /** The column with names of classes, where all labels are numbers of classes. */
  private int nameOf(int label) {
    int name = TableHeads.nameOfNumber(cells.heads(), label);
    boolean numbers =
        cells.rows().stream().allMatch(row -> row.values().get(label).strip().matches("\\d{1,9}"));
    return numbers ? name : -1;
  }

  private void requireOneLabelEach() throws InputException {
    Map<Path, Row> seen = new HashMap<>();
    for (Row row : rows) {
      Row before = seen.putIfAbsent(place(resolve(row)), row);
      if (before != null && !before.label().equals(row.label())) {
        throw new InputException(
            table,
            "%s gives '%s' the class '%s', but %s gave it '%s'; leave one of them out"
                .formatted(row.place(), row.path(), row.label(), before.place(), before.label()));
      }
    }
  }

  /** The same for every way of writing a path. */
  private static Path place(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private void requireSame(Map<Integer, String> names, int number, String name, String place)
      throws InputException {
    String before = names.putIfAbsent(number, name);
    if (before != null && !before.equals(name)) {
      throw new InputException(
          table,
          "%s calls class %d '%s', others call it '%s'".formatted(place, number, name, before));
    }
  }

  /** All rows, in order. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** The classes: by their numbers where the table has such, else by name. */
  public List<String> classes() {
    return classes;
  }

  /**
   * The values of another column, one a row.
   *
   * @return null if there is no column of that head
   */
  public @Nullable List<String> column(String head) {
    int at = TableHeads.named(cells.heads(), head);
    return at < 0 ? null : cells.rows().stream().map(row -> row.values().get(at).strip()).toList();
  }

  /**
   * The files of every class, in the order of {@link #classes}, each once.
   *
   * @throws InputException if no file is there
   */
  public Map<String, List<Path>> byClass() throws InputException {
    Map<String, List<Path>> byClass = new LinkedHashMap<>();
    classes.forEach(name -> byClass.put(name, new ArrayList<>()));
    each((row, file) -> byClass.computeIfAbsent(row.label(), n -> new ArrayList<>()).add(file));
    return byClass;
  }

  /**
   * The files in the order of the rows, each once.
   *
   * @throws InputException if no file is there
   */
  public List<Path> files() throws InputException {
    List<Path> files = new ArrayList<>();
    each((row, file) -> files.add(file));
    return files;
  }

  /** What is to be told of the rows, once they were asked for. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private interface Sink {
    void add(Row row, Path file);
  }

  private void each(Sink sink) throws InputException {
    Set<Path> seen = new HashSet<>();
    List<String> again = new ArrayList<>();
    Path first = null;
    boolean any = false;
    for (Row row : rows) {
      Path file = resolve(row);
      if (seen.add(place(file))) {
        first = first == null ? file : first;
        any = any || isThere(file);
        sink.add(row, file);
      } else {
        again.add(row.path());
      }
    }
    if (!any && first != null) {
      throw nothingThere(first);
    }
    notes.clear();
    if (!again.isEmpty()) {
      notes.add(
          "%s: %s a file that came before, which is used once: %s"
              .formatted(
                  table,
                  again.size() == 1 ? "1 row names" : again.size() + " rows name",
                  FewNames.of(again)));
    }
  }

  /** The file of a row. One that was listed on Windows may lie here, too. */
  private Path resolve(Row row) throws InputException {
    try {
      Path file = folder.resolve(row.path());
      if (row.path().indexOf('\\') >= 0 && !isThere(file)) {
        Path turned = folder.resolve(row.path().replace('\\', '/'));
        return isThere(turned) ? turned : file;
      }
      return file;
    } catch (InvalidPathException e) {
      throw new InputException(
          table, row.place() + " names '" + row.path() + "', which cannot be a path");
    }
  }

  private InputException nothingThere(Path first) {
    boolean here =
        rows.stream()
            .anyMatch(row -> !Path.of(row.path()).isAbsolute() && isThere(Path.of(row.path())));
    Remedy remedy = new Remedy(Remedy.Kind.NAME_ROOT, here ? "." : "");
    return new InputException(
        table.toString(),
        "none of its %d files is there, the first of them looked for as %s; %s%s"
            .formatted(
                rows.size(),
                first,
                here ? "some are below the current folder: " : "",
                remedy.phrase()),
        remedy);
  }

  /** Whether there is such a file; a row of one is addressed by its number behind a hash. */
  private static boolean isThere(Path file) {
    if (Files.exists(file)) {
      return true;
    }
    String name = file.toString();
    int hash = name.lastIndexOf('#');
    return hash > 0 && Files.exists(Path.of(name.substring(0, hash)));
  }
}
