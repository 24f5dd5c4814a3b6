package io.glimpse.input;

import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.file.TableLayout;
import io.glimpse.listing.FewNames;
import io.glimpse.listing.LabelTable;
import io.glimpse.method.NearestName;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Files whose classes are known: a folder with one folder a class, or a table of paths and classes
 * (CSV, TSV, JSON, an object a line, or a printed few-shot sample).
 */
public final class LabelledSource {

  private final Path source;
  private final boolean isTable;
  private final Map<String, List<Path>> byClass;

  private LabelledSource(Path source, boolean isTable, Map<String, List<Path>> byClass) {
    this.source = source;
    this.isTable = isTable;
    this.byClass = byClass;
  }

  /**
   * Lists a folder or a table; no file of it is touched.
   *
   * @param layout how a table is read
   * @throws InputException if there is nothing to read, naming the folder or the row
   */
  public static LabelledSource list(Path source, TableLayout layout, Notes notes)
      throws IOException {
    return list(source, layout, null, notes);
  }

  private static LabelledSource list(
      Path source, TableLayout layout, @Nullable ClassSet expected, Notes notes)
      throws IOException {
    if (Files.isDirectory(source)) {
      return new LabelledSource(source, false, LabelledFolders.list(source, expected, notes));
    }
    if (!Files.exists(source)) {
      throw new InputException(source, "there is no such folder or table");
    }
    if (!LabelTable.mayBeTable(source) && LabelTable.isCalledTable(source)) {
      throw new InputException(
          source, "it is no text, for there is a zero byte in it; save the table as UTF-8");
    }
    if (!LabelTable.mayBeTable(source)) {
      throw new InputException(
          source,
          "this is a file; a folder with one folder a class, or a table of paths and classes, is"
              + " needed");
    }
    LabelTable table = LabelTable.read(source, layout);
    Map<String, List<Path>> byClass = table.byClass();
    table.notes().forEach(notes::note);
    return new LabelledSource(source, true, byClass);
  }

  /**
   * Lists and labels in one. Where one class is expected, pictures without a folder are of it.
   *
   * @param classes that are expected; null where the source makes the classes, in the order of
   *     their names or of the numbers that a table gives them
   * @throws InputException if there is nothing to read, naming the folder or the row
   */
  public static LabelledInputs read(
      Path source, TableLayout layout, @Nullable ClassSet classes, Notes notes) throws IOException {
    LabelledSource listed = list(source, layout, classes, notes);
    return listed.label(classes != null ? classes : listed.classes(), notes);
  }

  /** See {@link #read(Path, TableLayout, ClassSet, Notes)}, with a table as it is usually. */
  public static LabelledInputs read(Path source, @Nullable ClassSet classes, Notes notes)
      throws IOException {
    return read(source, TableLayout.usual(), classes, notes);
  }

  /** Its own classes. */
  public ClassSet classes() {
    return ClassSet.of(List.copyOf(byClass.keySet()));
  }

  /** Every file, whatever its class. */
  public List<Input> inputs() {
    return byClass.values().stream().flatMap(List::stream).map(Input::of).toList();
  }

  /**
   * Gives every file its class by name, as {@link ClassSet#find} compares names. What is of none of
   * the classes is a failure.
   */
  public LabelledInputs label(ClassSet classes, Notes notes) {
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<String> strange = new ArrayList<>();
    byClass.forEach(
        (name, some) -> {
          OptionalInt label = classes.find(name);
          if (label.isEmpty()) {
            strange.add(name);
            return;
          }
          files.addAll(some);
          labels.addAll(Collections.nCopies(some.size(), label.getAsInt()));
        });
    if (isTable && !strange.isEmpty()) {
      tellStrange(strange, classes, notes);
    } else {
      strange.forEach(name -> notes.failed(name, name + ": " + folderOfNone(name, classes)));
    }
    return new LabelledInputs(Input.ofFiles(files), labels, classes);
  }

  /**
   * Files of names that are none of the classes, by name.
   *
   * @param classes that are known
   */
  public Map<String, List<Input>> others(ClassSet classes) {
    Map<String, List<Input>> others = new LinkedHashMap<>();
    byClass.forEach(
        (name, some) -> {
          if (classes.find(name).isEmpty()) {
            others.put(name, Input.ofFiles(some));
          }
        });
    return others;
  }

  /** The same without the files of such names. */
  public LabelledSource only(ClassSet classes) {
    Map<String, List<Path>> some = new LinkedHashMap<>(byClass);
    some.keySet().removeIf(name -> classes.find(name).isEmpty());
    return new LabelledSource(source, isTable, some);
  }

  private String folderOfNone(String name, ClassSet classes) {
    String deeper = LabelledFolders.deeper(byClass.getOrDefault(name, List.of()), classes);
    return "this folder is named like none of the classes"
        + (deeper.isEmpty() ? NearestName.ifNear(name, classes.names()) : deeper);
  }

  private void tellStrange(List<String> strange, ClassSet classes, Notes notes) {
    int files =
        strange.stream().mapToInt(name -> byClass.getOrDefault(name, List.of()).size()).sum();
    List<String> quoted = strange.stream().map(name -> "'" + name + "'").toList();
    String none =
        strange.size() == 1
            ? quoted.get(0)
                + " is none of the classes"
                + NearestName.ifNear(strange.get(0), classes.names())
            : strange.size() + " of its classes are none that are known: " + FewNames.of(quoted);
    notes.failed(
        source.toString(),
        "%s: %s left out: %s"
            .formatted(source, files == 1 ? "1 file is" : files + " files are", none));
  }
}
