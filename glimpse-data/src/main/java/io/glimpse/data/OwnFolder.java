package io.glimpse.data;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** A user's own folder with one sub-folder a class, split or not. */
final class OwnFolder {

  private OwnFolder() {}

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
    // A single one of these may well be a class: a picture of a train.
    return parts.size() < 2 ? unsplit(folder) : split(folder, parts);
  }

  private static Contents unsplit(Path folder) throws IOException {
    List<String> names = classes(folder, List.of(""));
    List<LabelledImage> pictures = part(folder, "", names);
    if (pictures.isEmpty()) {
      throw new DatasetException(
          folder, "holds no sub-folder with pictures; one a class is needed");
    }
    return new Contents(
        ClassNames.of(names), RandomSplit.threeWays(pictures), List.of(OwnTable.DRAWN));
  }

  private static Contents split(Path folder, List<String> parts) throws IOException {
    List<String> names = classes(folder, parts);
    if (names.isEmpty()) {
      throw new DatasetException(folder, "its train and test folders hold no sub-folder a class");
    }
    return new Contents(
        ClassNames.of(names),
        new Parts(
            part(folder, "train", names), part(folder, "val", names), part(folder, "test", names)),
        List.of());
  }

  /** The names of all classes: by number where all are numbers, else as text. */
  private static List<String> classes(Path folder, List<String> parts) throws IOException {
    TreeSet<String> found = new TreeSet<>();
    for (String part : parts) {
      Listing.folders(folder.resolve(part)).forEach(child -> found.add(Listing.name(child)));
    }
    List<String> names = new ArrayList<>(found);
    if (names.stream().allMatch(name -> name.matches("\\d+"))) {
      names.sort(Comparator.comparing(BigInteger::new));
    }
    return names;
  }

  private static List<LabelledImage> part(Path folder, String part, List<String> names)
      throws IOException {
    List<LabelledImage> pictures = new ArrayList<>();
    for (int label = 0; label < names.size(); label++) {
      Path child = folder.resolve(part).resolve(names.get(label));
      if (Files.isDirectory(child)) {
        String prefix = part.isEmpty() ? "" : part + "/";
        ClassFolders.add(child, prefix + names.get(label) + "/", label, pictures);
      }
    }
    return pictures;
  }
}
