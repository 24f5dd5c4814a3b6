package io.glimpse.input;

import io.glimpse.file.InputException;
import io.glimpse.progress.Notes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells where the folder of a data set was given for one of its parts, which would make classes of
 * {@code train} and {@code test}.
 *
 * <p>That classes have folders within them is no sign of it: ModelNet's {@code chair/train} is as
 * deep as {@code train/chair}. Only names can tell.
 */
final class FolderDepth {

  /** What parts of data sets are called; two of them with the same folders are no classes. */
  private static final Set<String> PARTS =
      Set.of(
          "train",
          "training",
          "trainval",
          "test",
          "testing",
          "val",
          "valid",
          "validation",
          "shots");

  /** Endings of what is said about pictures and lies beside their folders. */
  private static final Set<String> WORDS =
      Set.of("txt", "csv", "md", "json", "xml", "yaml", "yml", "html", "pdf");

  private static final int NAMED = 3;

  private FolderDepth() {}

  /**
   * Looks at what would be the classes.
   *
   * @param classes the folders in {@code root}, each with all files below it
   * @throws InputException if they are the parts of a data set, naming these
   */
  static void check(Path root, Map<String, List<Path>> classes, Notes notes) throws InputException {
    List<Path> files = files(root, classes);
    int shared = sharedFolders(files);
    List<Path> folders =
        files.stream()
            .filter(file -> file.getNameCount() > shared + 1)
            .map(file -> above(root, file, shared + 1))
            .distinct()
            .toList();
    if (folders.stream().allMatch(folder -> isPart(folder.getFileName()))
        && shareClasses(files, shared)) {
      throw new InputException(
          root, "its folders hold folders, not pictures; give " + anyOf(folders));
    }
    if (files.isEmpty()
        || !liesBelow(files, 2)
        || files.stream().allMatch(file -> isPart(file.getName(file.getNameCount() - 2)))) {
      return;
    }
    List<Path> deeper =
        files.stream().map(file -> above(root, file, file.getNameCount() - 2)).distinct().toList();
    notes.note(
        root
            + ": its folders hold folders alone, and all below one of them is taken for its class;"
            + " if the classes lie deeper, give "
            + anyOf(deeper));
  }

  /**
   * Whether most files lie in folders within the folders, and two of these have one of the same
   * name; a stray file beside them changes nothing.
   */
  private static boolean shareClasses(List<Path> files, int shared) {
    Map<Path, Path> folderOf = new HashMap<>();
    boolean same = false;
    int within = 0;
    for (Path file : files) {
      if (file.getNameCount() > shared + 2) {
        within++;
        Path folder = file.getName(shared);
        Path before = folderOf.putIfAbsent(file.getName(shared + 1), folder);
        same |= before != null && !before.equals(folder);
      }
    }
    return same && 2 * within > files.size();
  }

  /** The files that may be pictures or point clouds, as paths below the root. */
  private static List<Path> files(Path root, Map<String, List<Path>> classes) {
    List<Path> all = new ArrayList<>();
    classes.values().forEach(some -> some.forEach(file -> all.add(root.relativize(file))));
    List<Path> pictures = all.stream().filter(file -> !isWords(file)).toList();
    // Point clouds may be text, too.
    return pictures.isEmpty() ? all : pictures;
  }

  /** The folder around a file that lies so deep below the root. */
  private static Path above(Path root, Path file, int depth) {
    return root.resolve(file.subpath(0, depth));
  }

  /** How many folders there are around all files, one within the other. */
  private static int sharedFolders(List<Path> files) {
    int shared = 0;
    while (!files.isEmpty() && liesBelow(files, shared + 1)) {
      Path first = files.get(0).getName(shared);
      int depth = shared;
      if (!files.stream().allMatch(file -> file.getName(depth).equals(first))) {
        return shared;
      }
      shared++;
    }
    return shared;
  }

  /** Whether every file has at least so many folders around it. */
  private static boolean liesBelow(List<Path> files, int folders) {
    return files.stream().allMatch(file -> file.getNameCount() > folders);
  }

  private static boolean isPart(Path folder) {
    return PARTS.contains(name(folder).toLowerCase(Locale.ROOT));
  }

  /** Files without an ending are such as LICENSE. */
  private static boolean isWords(Path file) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return dot < 0 || WORDS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  /** For example {@code a, b or c}. */
  private static String anyOf(List<Path> folders) {
    if (folders.size() > NAMED) {
      return "one of " + folders.size() + " folders, such as " + folders.get(0);
    }
    StringBuilder text = new StringBuilder(folders.get(0).toString());
    for (int i = 1; i < folders.size(); i++) {
      text.append(i == folders.size() - 1 ? " or " : ", ").append(folders.get(i));
    }
    return text.toString();
  }
}
