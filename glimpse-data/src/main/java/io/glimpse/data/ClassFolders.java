package io.glimpse.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One folder a class: Caltech101, Food101, DTD and EuroSAT as they are unpacked. */
final class ClassFolders {

  private ClassFolders() {}

  static Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
    List<String> names = new ArrayList<>();
    List<LabelledImage> pictures = new ArrayList<>();
    for (Path child : Listing.folders(folder.pictures())) {
      String original = Listing.name(child);
      if (!info.ignored().contains(original)) {
        add(child, original + "/", names.size(), pictures);
        names.add(info.className(original));
      }
    }
    if (pictures.isEmpty()) {
      throw new DatasetException(
          folder.pictures(), "holds no folder with pictures; " + info.remedy());
    }
    return new Contents(
        ClassNames.of(names), RandomSplit.threeWays(pictures), List.of(RandomSplit.note(info)));
  }

  /** Adds all files of a folder to a list, by name. */
  static void add(Path folder, String prefix, int label, List<LabelledImage> target)
      throws IOException {
    for (String file : Listing.files(folder)) {
      target.add(new LabelledImage(prefix + file, label));
    }
  }
}
