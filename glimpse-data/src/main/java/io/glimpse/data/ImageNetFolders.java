package io.glimpse.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Folders that are named by wnids: ImageNet itself, and the shift sets -Sketch, -A and -R. */
final class ImageNetFolders {

  private ImageNetFolders() {}

  /** ImageNet: {@code train} and {@code val}; its validation pictures are the papers' test set. */
  static Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
    ClassNames classes = ClassNames.ofImageNet();
    Path train = folder.pictures().resolve("train");
    Path val = folder.pictures().resolve("val");
    if (!Files.isDirectory(val)) {
      throw new DatasetException(val, "there is no such folder; " + info.remedy());
    }
    List<String> notes = new ArrayList<>();
    List<LabelledImage> shots = new ArrayList<>();
    if (Files.isDirectory(train)) {
      shots = pictures(train, "train/", classes);
    } else {
      notes.add(train + " is not there, so no shots can be drawn");
    }
    List<LabelledImage> test = pictures(val, "val/", classes);
    if (test.isEmpty()) {
      throw new DatasetException(
          val, "holds no folder with pictures; its pictures belong into one folder a wnid");
    }
    return new Contents(classes, new Parts(shots, List.of(), test), notes);
  }

  /** A shift set, whose classes are those that it has folders of, by wnid. */
  static Contents readShift(DatasetFolder folder) throws IOException {
    ClassNames all = ClassNames.ofImageNet();
    List<String> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<LabelledImage> pictures = new ArrayList<>();
    for (Path child : Listing.folders(folder.pictures())) {
      String id = Listing.name(child);
      names.add(all.names().get(label(child, all)));
      ClassFolders.add(child, id + "/", ids.size(), pictures);
      ids.add(id);
    }
    if (pictures.isEmpty()) {
      throw new DatasetException(folder.pictures(), "holds no folder with pictures");
    }
    return new Contents(new ClassNames(names, ids), Parts.ofTest(pictures), List.of());
  }

  private static List<LabelledImage> pictures(Path folder, String prefix, ClassNames classes)
      throws IOException {
    List<LabelledImage> pictures = new ArrayList<>();
    for (Path child : Listing.folders(folder)) {
      int label = label(child, classes);
      ClassFolders.add(child, prefix + Listing.name(child) + "/", label, pictures);
    }
    return pictures;
  }

  private static int label(Path folder, ClassNames classes) throws DatasetException {
    int label = classes.ids().indexOf(Listing.name(folder));
    if (label < 0) {
      throw new DatasetException(
          folder, "this is not the wnid of one of ImageNet's " + classes.size() + " classes");
    }
    return label;
  }
}
