package io.glimpse.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The first official partition of SUN397: paths such as {@code /a/abbey/sun_aaalbz.jpg}. */
final class SceneLists {

  private SceneLists() {}

  static Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
    List<String> originals =
        Listing.lines(folder.list(info, "ClassName.txt")).stream().map(Listing.Line::text).toList();
    return new Contents(
        ClassNames.of(originals.stream().map(info::className).toList()),
        RandomSplit.trainAndValidation(
            part(info, folder, "Training_01.txt", originals),
            part(info, folder, "Testing_01.txt", originals)),
        List.of(RandomSplit.note(info)));
  }

  private static List<LabelledPicture> part(
      DatasetInfo info, DatasetFolder folder, String list, List<String> originals)
      throws IOException {
    List<LabelledPicture> pictures = new ArrayList<>();
    for (Listing.Line line : Listing.lines(folder.list(info, list))) {
      int slash = line.text().lastIndexOf('/');
      int label = slash < 0 ? -1 : originals.indexOf(line.text().substring(0, slash));
      if (label < 0) {
        throw line.refuse("is not a path below one of the classes in ClassName.txt");
      }
      pictures.add(new LabelledPicture(line.text().substring(1), label));
    }
    return pictures;
  }
}
