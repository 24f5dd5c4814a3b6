package io.glimpse.input;

import io.glimpse.feature.ClassSet;
import io.glimpse.file.InputException;
import io.glimpse.listing.FewNames;
import io.glimpse.listing.FolderTree;
import io.glimpse.listing.LeftOut;
import io.glimpse.progress.Notes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a folder that holds one folder of pictures a class, or the pictures of one class. */
final class LabelledFolders {

  private LabelledFolders() {}

  /**
   * The classes by folder name, in the order of their names, with their files in the order of their
   * paths. Pictures without a folder among them are one class: the only one that is expected, or
   * else one called like the folder they are in.
   *
   * @param expected classes; null where the folder makes them
   * @throws InputException if there are none, or parts of a data set in their place
   */
  static Map<String, List<Path>> list(Path root, @Nullable ClassSet expected, Notes notes)
      throws InputException {
    LeftOut leftOut = new LeftOut();
    FolderTree tree = FolderTree.of(root, leftOut);
    InputFiles.tellUnlisted(tree, notes);
    leftOut.sentences().forEach(notes::note);
    List<Path> beside = tree.filesBeside();
    Map<String, List<Path>> classes = tree.folders();
    if (classes.isEmpty() && !beside.isEmpty() && (expected == null || expected.size() == 1)) {
      String name = expected == null ? ownName(root) : expected.name(0);
      notes.note(
          "%s: there are no folders in it, so that its %s one class, '%s'"
              .formatted(
                  root, beside.size() == 1 ? "file is" : beside.size() + " files are", name));
      return Map.of(name, beside);
    }
    if (beside.size() == 1) {
      notes.note(beside.get(0) + " is beside the folders of the classes and left out");
    } else if (!beside.isEmpty()) {
      notes.note(
          "%s: %d files are beside the folders of the classes and left out: %s"
              .formatted(
                  root,
                  beside.size(),
                  FewNames.of(beside.stream().map(Path::getFileName).toList())));
    }
    if (classes.isEmpty()) {
      throw new InputException(
          root, "there are no folders in it; one folder of pictures a class is needed");
    }
    FolderDepth.check(root, classes, notes);
    return classes;
  }

  private static String ownName(Path root) throws InputException {
    Path name = root.toAbsolutePath().normalize().getFileName();
    if (name == null) {
      throw new InputException(
          root,
          "there are no folders in it, and it has no name that its pictures could be called by; put"
              + " them into a folder named like their class");
    }
    return name.toString();
  }

  /** What to do where folders within it are named like classes; else nothing. */
  static String deeper(List<Path> files, ClassSet classes) {
    for (Path file : files) {
      Path folder = file.getParent();
      Path name = folder == null ? null : folder.getFileName();
      if (folder != null && name != null && classes.find(name.toString()).isPresent()) {
        return ", but '%s' in it is; give %s".formatted(name, folder.resolveSibling(""));
      }
    }
    return "";
  }
}
