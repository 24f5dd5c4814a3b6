package io.glimpse.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The first official partition of UCF101, whose lists name videos such as {@code
 * ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi}; the middle frame of each is a picture in a folder
 * named like the class.
 */
final class ActionLists {

  private static final String FOLDER = "ucfTrainTestlist/";

  private ActionLists() {}

  static Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
    List<String> originals = new ArrayList<>();
    for (Listing.Line line : Listing.lines(folder.list(info, FOLDER + "classInd.txt"))) {
      String[] columns = line.text().split("\\s+", -1);
      if (columns.length != 2 || !columns[0].equals(Integer.toString(originals.size() + 1))) {
        throw line.refuse("is not class " + (originals.size() + 1) + " and its name");
      }
      originals.add(columns[1]);
    }
    return new Contents(
        ClassNames.of(originals.stream().map(info::className).toList()),
        RandomSplit.trainAndValidation(
            part(info, folder, "trainlist01.txt", originals),
            part(info, folder, "testlist01.txt", originals)),
        List.of(RandomSplit.note(info)));
  }

  private static List<LabelledPicture> part(
      DatasetInfo info, DatasetFolder folder, String list, List<String> originals)
      throws IOException {
    List<LabelledPicture> pictures = new ArrayList<>();
    for (Listing.Line line : Listing.lines(folder.list(info, FOLDER + list))) {
      // The training lists have the number of the class behind the path, the test lists have not.
      String[] path = line.text().split("\\s+", -1)[0].split("/", -1);
      int label = path.length == 2 ? originals.indexOf(path[0]) : -1;
      if (label < 0) {
        throw line.refuse("is not a video of one of the classes in classInd.txt");
      }
      pictures.add(
          new LabelledPicture(
              info.className(path[0]) + "/" + path[1].replace(".avi", ".jpg"), label));
    }
    return pictures;
  }
}
