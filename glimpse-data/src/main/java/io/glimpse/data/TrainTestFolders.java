package io.glimpse.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Folders {@code train} and {@code test} with one folder a class: how mirrors of StanfordCars come,
 * whose files are renamed so that the published split file does not fit them.
 */
final class TrainTestFolders {

  private TrainTestFolders() {}

  static Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
    List<String> names = DatasetCatalogue.classLines(Objects.requireNonNull(info.classFile()));
    List<LabelledImage> train = part(info, folder, "train", names);
    List<LabelledImage> test = part(info, folder, "test", names);
    return new Contents(
        ClassNames.of(names),
        RandomSplit.trainAndValidation(train, test),
        List.of(RandomSplit.note(info)));
  }

  private static List<LabelledImage> part(
      DatasetInfo info, DatasetFolder folder, String part, List<String> names) throws IOException {
    Path path = folder.pictures().resolve(part);
    if (!Files.isDirectory(path)) {
      throw new DatasetException(
          path, "there is no such folder, nor " + info.splitFile() + "; " + info.remedy());
    }
    List<LabelledImage> pictures = new ArrayList<>();
    for (Path child : Listing.folders(path)) {
      String original = Listing.name(child);
      int label = names.indexOf(info.className(original));
      if (label < 0) {
        throw new DatasetException(child, "this is none of the classes of " + info.title());
      }
      ClassFolders.add(child, part + "/" + original + "/", label, pictures);
    }
    return pictures;
  }
}
