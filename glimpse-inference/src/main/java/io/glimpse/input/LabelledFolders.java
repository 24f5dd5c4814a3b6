package io.glimpse.input;

import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a folder that holds one folder of pictures a class. */
public final class LabelledFolders {

  /** Names in a note. */
  private static final int NAMED = 3;

  private LabelledFolders() {}

  /**
   * The files of a folder with one folder a class.
   *
   * @param classes that its folders are named like; null where they make the classes, in the order
   *     of their names
   * @throws InputException if there are none, or parts of a data set in their place
   */
  public static LabelledInputs read(Path root, @Nullable ClassSet classes, Notes notes)
      throws IOException {
    Map<String, List<Path>> folders = list(root, notes);
    return label(
        folders, classes != null ? classes : ClassSet.of(List.copyOf(folders.keySet())), notes);
  }

  /**
   * Gives every file the class that its folder is named like, with underscores for spaces or back;
   * a folder that is named like none is a failure.
   */
  public static LabelledInputs label(
      Map<String, List<Path>> folders, ClassSet classes, Notes notes) {
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    folders.forEach(
        (name, some) -> {
          OptionalInt label = classes.find(name);
          if (label.isEmpty()) {
            notes.failed(
                name,
                name + ": this folder is named like none of the classes" + deeper(some, classes));
            return;
          }
          files.addAll(some);
          labels.addAll(Collections.nCopies(some.size(), label.getAsInt()));
        });
    return new LabelledInputs(Input.ofFiles(files), labels, classes);
  }

  /** What to do where folders within it are named like classes; else nothing. */
  private static String deeper(List<Path> files, ClassSet classes) {
    for (Path file : files) {
      Path folder = file.getParent();
      if (folder != null && classes.find(folder.getFileName().toString()).isPresent()) {
        return ", but '%s' in it is; give %s"
            .formatted(folder.getFileName(), folder.resolveSibling(""));
      }
    }
    return "";
  }

  /**
   * The classes by folder name, in the order of their names, with their files in the order of their
   * paths.
   *
   * @throws InputException if there are none, or parts of a data set in their place
   */
  public static Map<String, List<Path>> list(Path root, Notes notes) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new InputException(
          root,
          Files.exists(root)
              ? "this is a file; a folder with one folder a class is needed"
              : "there is no such folder");
    }
    Map<String, List<Path>> classes = new LinkedHashMap<>();
    List<Path> children = new ArrayList<>();
    try (Stream<Path> stream = Files.list(root)) {
      stream.sorted(Comparator.comparing(Path::toString)).forEach(children::add);
    }
    List<Path> beside = new ArrayList<>();
    List<Path> systemFiles = new ArrayList<>();
    for (Path child : children) {
      if (isSystemFile(child)) {
        systemFiles.add(child);
      } else if (Files.isDirectory(child)) {
        classes.put(
            child.getFileName().toString(), InputFiles.filesBelow(child, child.toString(), notes));
      } else {
        beside.add(child);
      }
    }
    leaveOut(root, systemFiles, "files and folders", "taken for a system's own and", notes);
    leaveOut(root, beside, "files", "beside the folders of the classes and", notes);
    if (classes.isEmpty()) {
      throw new InputException(
          root, "there are no folders in it; one folder of pictures a class is needed");
    }
    FolderDepth.check(root, classes, notes);
    return classes;
  }

  /** One note for all that is left out for one reason. */
  private static void leaveOut(Path root, List<Path> some, String what, String why, Notes notes) {
    if (some.size() == 1) {
      notes.note(some.get(0) + " is " + why + " left out");
    } else if (!some.isEmpty()) {
      String names =
          some.stream()
              .limit(NAMED)
              .map(path -> path.getFileName().toString())
              .collect(Collectors.joining(", "));
      String more = some.size() > NAMED ? " and " + (some.size() - NAMED) + " more" : "";
      notes.note(
          "%s: %d %s are %s left out: %s%s".formatted(root, some.size(), what, why, names, more));
    }
  }

  /** Such as {@code .git}, {@code .DS_Store} and what macOS puts into archives. */
  private static boolean isSystemFile(Path child) {
    String name = child.getFileName().toString();
    return name.startsWith(".") || name.equals("__MACOSX") || name.equals("Thumbs.db");
  }
}
