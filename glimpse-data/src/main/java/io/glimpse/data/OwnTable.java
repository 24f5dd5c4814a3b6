package io.glimpse.data;

import io.glimpse.file.InputException;
import io.glimpse.file.TableLayout;
import io.glimpse.listing.LabelTable;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A user's own table of paths and labels. */
final class OwnTable {

  /** The note of a data set that its user did not split. */
  static final String DRAWN =
      "the data set is not split, so half of every class was drawn to train on, 20 % to validate"
          + " and 30 % to test (seed "
          + RandomSplit.SEED
          + ")";

  private OwnTable() {}

  /**
   * Reads a table.
   *
   * @param folder that its paths are below
   */
  static Contents read(Path table, Path folder) throws IOException {
    LabelTable rows;
    try {
      rows = LabelTable.read(table, TableLayout.usual());
    } catch (InputException e) {
      throw new DatasetException(e);
    }
    List<String> names = rows.classes();
    Map<String, Integer> labels = new LinkedHashMap<>();
    names.forEach(name -> labels.put(name, labels.size()));
    Map<String, List<LabelledImage>> parts = new LinkedHashMap<>();
    for (String part : List.of("", "train", "val", "test")) {
      parts.put(part, new ArrayList<>());
    }
    List<String> splits = rows.column("split");
    for (int i = 0; i < rows.rows().size(); i++) {
      LabelTable.Row row = rows.rows().get(i);
      String path = below(folder, row.path());
      SplitFile.requireInside(table, row.place(), path);
      String split = splits == null ? "" : splits.get(i);
      List<LabelledImage> part = parts.get(split);
      if (part == null) {
        throw new DatasetException(
            table, row.place() + " has the split '" + split + "'; train, val, test can be");
      }
      part.add(new LabelledImage(path, labels.getOrDefault(row.label(), 0)));
    }
    return contents(table, names, parts, rows.notes());
  }

  /** A path as data sets know it; one that is whole is told from the folder on if it is in it. */
  private static String below(Path folder, String path) {
    try {
      Path whole = Path.of(path);
      if (whole.isAbsolute() && whole.startsWith(folder)) {
        return folder.relativize(whole).toString().replace('\\', '/');
      }
    } catch (InvalidPathException e) {
      // It is refused as any path that leads nowhere.
    }
    return path;
  }

  private static Contents contents(
      Path table, List<String> names, Map<String, List<LabelledImage>> parts, List<String> told)
      throws DatasetException {
    List<LabelledImage> unsplit = parts.getOrDefault("", List.of());
    Parts split =
        new Parts(
            parts.getOrDefault("train", List.of()),
            parts.getOrDefault("val", List.of()),
            parts.getOrDefault("test", List.of()));
    int assigned = split.train().size() + split.validation().size() + split.test().size();
    if (assigned > 0 && !unsplit.isEmpty()) {
      throw new DatasetException(
          table, unsplit.size() + " of its rows have no split, though others have one");
    }
    List<String> notes = new ArrayList<>(told);
    if (assigned > 0) {
      return new Contents(ClassNames.of(names), split, notes);
    }
    notes.add(DRAWN);
    return new Contents(ClassNames.of(names), RandomSplit.threeWays(unsplit), notes);
  }
}
