package io.glimpse.cli;

import io.glimpse.feature.ClassSet;
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
import java.util.stream.Stream;

/** Reads a folder that holds one folder of pictures a class. */
final class FoldersOfClasses {

  private FoldersOfClasses() {}

  /**
   * Files with their classes.
   *
   * @param files in the order of the folders
   * @param labels the class of each file
   * @param classes what the labels number
   */
  record Labelled(List<Path> files, List<Integer> labels, ClassSet classes) {

    /** Files of one class. */
    static Labelled of(List<Path> files, ClassSet one) {
      return new Labelled(files, Collections.nCopies(files.size(), 0), one);
    }
  }

  /**
   * Gives every file the class that its folder is named like, with underscores for spaces or back;
   * a folder that is named like none is a failure.
   */
  static Labelled label(Map<String, List<Path>> folders, ClassSet classes, Console console) {
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    folders.forEach(
        (name, some) -> {
          OptionalInt label = classes.find(name);
          if (label.isEmpty()) {
            console.failed(name, name + ": this folder is named like none of the classes");
            return;
          }
          files.addAll(some);
          labels.addAll(Collections.nCopies(some.size(), label.getAsInt()));
        });
    return new Labelled(files, labels, classes);
  }

  /**
   * The classes by folder name, in the order of their names, with their files in the order of their
   * paths.
   */
  static Map<String, List<Path>> list(Path root, Console console) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new CommandException(
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
    for (Path child : children) {
      if (isOfASystem(child)) {
        console.note(child + " is taken for a system's own and is left out");
      } else if (Files.isDirectory(child)) {
        classes.put(
            child.getFileName().toString(),
            InputFiles.filesBelow(child, child.toString(), console));
      } else {
        console.note(child + " lies beside the folders of the classes and is left out");
      }
    }
    if (classes.isEmpty()) {
      throw new CommandException(
          root, "there are no folders in it; one folder of pictures a class is needed");
    }
    return classes;
  }

  /** Such as {@code .git}, {@code .DS_Store} and what macOS puts into archives. */
  private static boolean isOfASystem(Path child) {
    String name = child.getFileName().toString();
    return name.startsWith(".") || name.equals("__MACOSX") || name.equals("Thumbs.db");
  }
}
