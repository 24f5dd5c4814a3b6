package io.glimpse.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * ImageNetV2: folders named by ImageNet's labels, {@code 0} to {@code 999}. Sorted as text, {@code
 * 10} would come before {@code 2} and nearly every label would be wrong.
 */
final class NumberedFolders {

  private NumberedFolders() {}

  static Contents read(DatasetFolder folder) throws IOException {
    ClassNames classes = ClassNames.ofImageNet();
    Map<Integer, Path> byLabel = new TreeMap<>();
    for (Path child : Listing.folders(folder.pictures())) {
      String name = Listing.name(child);
      int label = name.matches("\\d{1,4}") ? Integer.parseInt(name) : -1;
      if (label < 0 || label >= classes.size()) {
        throw new DatasetException(
            child,
            "folders here are numbers of ImageNet's classes, from 0 to " + (classes.size() - 1));
      }
      Path before = byLabel.put(label, child);
      if (before != null) {
        throw new DatasetException(child, "is the same number as " + Listing.name(before));
      }
    }
    List<LabelledImage> pictures = new ArrayList<>();
    for (Map.Entry<Integer, Path> entry : byLabel.entrySet()) {
      String prefix = Listing.name(entry.getValue()) + "/";
      ClassFolders.add(entry.getValue(), prefix, entry.getKey(), pictures);
    }
    if (pictures.isEmpty()) {
      throw new DatasetException(folder.pictures(), "holds no folder with pictures");
    }
    return new Contents(classes, Parts.ofTest(pictures), List.of());
  }
}
