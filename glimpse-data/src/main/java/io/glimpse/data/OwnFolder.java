package io.glimpse.data;

import io.glimpse.listing.FolderTree;
import io.glimpse.listing.LeftOut;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A user's own folder with one sub-folder a class, split or not. */
final class OwnFolder {

  private final Path root;
  private final LeftOut leftOut = new LeftOut();

  /** The files of every class, by part; the part of what is not split has no name. */
  private final Map<String, Map<String, List<Path>>> parts = new LinkedHashMap<>();

  private OwnFolder(Path root) {
    this.root = root;
  }

  static Contents read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DatasetException(folder, "a folder with one sub-folder a class is needed");
    }
    List<String> parts = new ArrayList<>();
    for (String part : List.of("train", "val", "test")) {
      if (Files.isDirectory(folder.resolve(part))) {
        parts.add(part);
      }
    }
    OwnFolder own = new OwnFolder(folder);
    // A single one of these may well be a class: a picture of a train.
    return parts.size() < 2 ? own.unsplit() : own.split(parts);
  }

  private Contents unsplit() throws IOException {
    list("");
    List<String> names = classes();
    List<LabelledImage> pictures = part("", names);
    if (pictures.isEmpty()) {
      throw new DatasetException(root, "holds no sub-folder with pictures; one a class is needed");
    }
    List<String> notes = new ArrayList<>(List.of(OwnTable.DRAWN));
    notes.addAll(leftOut.sentences());
    return new Contents(ClassNames.of(names), RandomSplit.threeWays(pictures), notes);
  }

  private Contents split(List<String> present) throws IOException {
    for (String part : present) {
      list(part);
    }
    List<String> names = classes();
    if (names.isEmpty()) {
      throw new DatasetException(root, "its train and test folders hold no sub-folder a class");
    }
    return new Contents(
        ClassNames.of(names),
        new Parts(part("train", names), part("val", names), part("test", names)),
        leftOut.sentences());
  }

  private void list(String part) throws DatasetException {
    FolderTree tree = FolderTree.of(root.resolve(part), leftOut);
    if (!tree.unlisted().isEmpty()) {
      throw new DatasetException(tree.unlisted().get(0), "this folder cannot be listed");
    }
    parts.put(part, tree.folders());
  }

  /** The names of all classes: by number where all are numbers, else as text. */
  private List<String> classes() {
    TreeSet<String> found = new TreeSet<>();
    parts.values().forEach(folders -> found.addAll(folders.keySet()));
    List<String> names = new ArrayList<>(found);
    if (names.stream().allMatch(name -> name.matches("\\d+"))) {
      names.sort(Comparator.comparing(BigInteger::new));
    }
    return names;
  }

  private List<LabelledImage> part(String part, List<String> names) {
    Map<String, List<Path>> folders = parts.getOrDefault(part, Map.of());
    List<LabelledImage> pictures = new ArrayList<>();
    for (int label = 0; label < names.size(); label++) {
      for (Path file : folders.getOrDefault(names.get(label), List.of())) {
        pictures.add(new LabelledImage(below(file), label));
      }
    }
    return pictures;
  }

  /** The path of a file below the folder, with slashes on any system. */
  private String below(Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }
}
