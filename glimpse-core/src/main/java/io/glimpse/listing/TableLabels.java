package io.glimpse.listing;

import io.glimpse.file.InputException;
import io.glimpse.file.TableLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The classes of a table's rows. Where labels are numbers and another column names their classes,
 * the names count, in the order of the numbers.
 *
 * @param ofRows the class of every row
 * @param classes each once, by number or else by name
 * @param notes what is to be told of them
 */
record TableLabels(List<String> ofRows, List<String> classes, List<String> notes) {

  /** Those of a table whose classes do not matter. */
  static TableLabels none(TableCells cells) {
    return new TableLabels(cells.rows().stream().map(row -> "").toList(), List.of(), List.of());
  }

  /**
   * Reads them.
   *
   * @throws InputException if there is no column of them, or naming the row that has none
   */
  static TableLabels read(Path table, TableCells cells, TableLayout layout) throws InputException {
    int label = TableHeads.label(table, cells.heads(), layout);
    if (label < 0) {
      throw TableHeads.noLabel(table, cells.heads());
    }
    int name = layout.label() == null ? TableHeads.nameOfNumber(cells.heads(), label) : -1;
    List<String> labels = new ArrayList<>();
    for (TableCells.Row row : cells.rows()) {
      String value = row.values().get(label).strip();
      if (value.isEmpty()) {
        throw new InputException(table, row.place() + " has no label");
      }
      labels.add(value);
    }
    boolean numbers = labels.stream().allMatch(value -> value.matches("\\d{1,9}"));
    return name >= 0 && numbers
        ? named(table, cells, labels, name)
        : new TableLabels(labels, List.copyOf(new TreeSet<>(labels)), List.of());
  }

  private static TableLabels named(Path table, TableCells cells, List<String> numbers, int column)
      throws InputException {
    Map<Integer, String> names = new TreeMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      TableCells.Row row = cells.rows().get(i);
      int number = Integer.parseInt(numbers.get(i));
      String name = row.values().get(column).strip();
      String before = names.putIfAbsent(number, name);
      if (name.isEmpty()) {
        throw new InputException(table, row.place() + " names no class");
      }
      if (before != null && !before.equals(name)) {
        throw new InputException(
            table,
            "%s calls class %d '%s', others call it '%s'"
                .formatted(row.place(), number, name, before));
      }
    }
    Set<String> twice = repeated(names.values());
    // ImageNet has two classes of missiles.
    names.replaceAll((number, name) -> twice.contains(name) ? name + " (" + number + ")" : name);
    List<String> notes =
        twice.isEmpty()
            ? List.of()
            : List.of(
                table
                    + ": several classes have one name and are called by their numbers, too: "
                    + FewNames.of(twice));
    return new TableLabels(
        numbers.stream().map(number -> names.getOrDefault(Integer.valueOf(number), "")).toList(),
        List.copyOf(names.values()),
        notes);
  }

  private static Set<String> repeated(Collection<String> names) {
    Set<String> once = new HashSet<>();
    Set<String> twice = new TreeSet<>();
    for (String name : names) {
      if (!once.add(name)) {
        twice.add(name);
      }
    }
    return twice;
  }
}
