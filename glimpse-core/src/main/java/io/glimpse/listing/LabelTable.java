package io.glimpse.listing;

import io.glimpse.file.InputException;
import io.glimpse.file.TableLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that lists files, with or without their classes: CSV, TSV, JSON, an object a line, or a
 * printed few-shot sample. An index in the first column, or any other column, is left aside.
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
  private final List<Row> rows;
  private final List<String> classes;
  private final TableFolder folder;
  private final List<String> notes;

  private LabelTable(
      Path table, TableCells cells, List<Row> rows, TableLabels labels, TableFolder folder) {
    this.table = table;
    this.cells = cells;
    this.rows = rows;
    this.classes = labels.classes();
    this.folder = folder;
    this.notes = new ArrayList<>(labels.notes());
  }

  /**
   * Reads a table of files with their classes.
   *
   * @throws InputException if it is none, or gives a file two classes, naming the row and what to
   *     do
   */
  public static LabelTable read(Path table, TableLayout layout) throws IOException {
    return read(table, layout, TableText.cells(table, layout));
  }

  private static LabelTable read(Path table, TableLayout layout, TableCells cells)
      throws InputException {
    // What has no head at all is told so, and not that it names no classes.
    TableHeads.requirePath(table, cells.heads(), layout);
    LabelTable read = of(table, cells, layout, TableLabels.read(table, cells, layout));
    read.requireOneLabelEach();
    return read;
  }

  /**
   * Reads a table of files; classes that it names are left aside.
   *
   * @throws InputException if it is none, naming the row and what to do
   */
  public static LabelTable readPaths(Path table, TableLayout layout) throws IOException {
    return readPaths(table, layout, TableText.cells(table, layout));
  }

  private static LabelTable readPaths(Path table, TableLayout layout, TableCells cells)
      throws InputException {
    return of(table, cells, layout, TableLabels.none(cells));
  }

  /**
   * Reads a table of files, with their classes if it has a column of them, else without.
   *
   * @throws InputException as {@link #read} and {@link #readPaths} do
   */
  public static LabelTable readAny(Path table, TableLayout layout) throws IOException {
    TableCells cells = TableText.cells(table, layout);
    TableHeads.requirePath(table, cells.heads(), layout);
    return TableHeads.label(table, cells.heads(), layout) < 0
        ? readPaths(table, layout, cells)
        : read(table, layout, cells);
  }

  private static LabelTable of(Path table, TableCells cells, TableLayout layout, TableLabels labels)
      throws InputException {
    int path = TableHeads.requirePath(table, cells.heads(), layout);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < cells.rows().size(); i++) {
      TableCells.Row row = cells.rows().get(i);
      if (row.values().get(path).isBlank()) {
        throw new InputException(table, row.place() + " has no path");
      }
      rows.add(new Row(row.place(), row.values().get(path), labels.ofRows().get(i)));
    }
    if (rows.isEmpty()) {
      throw new InputException(table, "it lists no files");
    }
    TableFolder folder = TableFolder.of(table, layout, cells.folder(), rows.get(0).path());
    return new LabelTable(table, cells, rows, labels, folder);
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

  /** Whether a file's name ends as those of tables do, whatever is in it. */
  public static boolean isCalledTable(Path file) {
    return TableText.isCalledTable(file);
  }

  private void requireOneLabelEach() throws InputException {
    Map<Path, Row> seen = new HashMap<>();
    for (Row row : rows) {
      Row before = seen.putIfAbsent(place(file(row)), row);
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

  private Path file(Row row) throws InputException {
    return folder.resolve(row.path(), row.place());
  }

  /** The folder that relative paths are below; empty for the current one. */
  public Path folder() {
    return folder.folder();
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

  /** What is to be told of the rows, once their files were asked for. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private interface Sink {
    void add(Row row, Path file);
  }

  private void each(Sink sink) throws InputException {
    Set<Path> seen = new HashSet<>();
    List<String> again = new ArrayList<>();
    boolean any = false;
    for (Row row : rows) {
      Path file = file(row);
      if (seen.add(place(file))) {
        any = any || TableFolder.isThere(file);
        sink.add(row, file);
      } else {
        again.add(row.path());
      }
    }
    if (!any) {
      throw folder.nothingThere(seen.size(), file(rows.get(0)), rows.get(0).path());
    }
    if (!again.isEmpty()) {
      notes.add(
          "%s: %s a file that came before, which is used once: %s"
              .formatted(
                  table,
                  again.size() == 1 ? "1 row names" : again.size() + " rows name",
                  FewNames.of(again)));
    }
  }
}
