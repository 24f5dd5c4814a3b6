package io.glimpse.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data sets whose first official partition is two lists of paths below the folders of classes;
 * validation pictures are drawn from the training list.
 *
 * @param classes the file that names the classes, for errors
 * @param originals the classes as the lists call them, by label
 * @param reader of the lists' lines
 */
record OfficialLists(String classes, List<String> originals, LineReader reader) {

  /** The folder of UCF101's lists. */
  private static final String ACTIONS = "ucfTrainTestlist/";

  /**
   * What a line says.
   *
   * @param original the class as the lists call it
   * @param path of the picture below the data set's pictures
   */
  private record Entry(String original, String path) {}

  /** Takes a line apart. */
  @FunctionalInterface
  private interface LineReader {

    /** Null where the line is of another form. */
    @Nullable Entry read(String line);
  }

  /** SUN397: paths such as {@code /a/abbey/sun_aaalbz.jpg}. */
  static Contents readScenes(DatasetInfo info, DatasetFolder folder) throws IOException {
    String classes = "ClassName.txt";
    List<String> originals =
        Listing.lines(folder.list(info, classes)).stream().map(Listing.Line::text).toList();
    return new OfficialLists(classes, originals, OfficialLists::scene)
        .read(info, folder, "Training_01.txt", "Testing_01.txt");
  }

  private static @Nullable Entry scene(String line) {
    int slash = line.lastIndexOf('/');
    return slash < 0 ? null : new Entry(line.substring(0, slash), line.substring(1));
  }

  /**
   * UCF101, whose lists name videos such as {@code ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi};
   * the middle frame of each is a picture in a folder named like the class.
   */
  static Contents readActions(DatasetInfo info, DatasetFolder folder) throws IOException {
    List<String> originals = new ArrayList<>();
    for (Listing.Line line : Listing.lines(folder.list(info, ACTIONS + "classInd.txt"))) {
      String[] columns = line.text().split("\\s+", -1);
      if (columns.length != 2 || !columns[0].equals(Integer.toString(originals.size() + 1))) {
        throw line.refuse("is not class " + (originals.size() + 1) + " and its name");
      }
      originals.add(columns[1]);
    }
    return new OfficialLists("classInd.txt", originals, line -> action(info, line))
        .read(info, folder, ACTIONS + "trainlist01.txt", ACTIONS + "testlist01.txt");
  }

  private static @Nullable Entry action(DatasetInfo info, String line) {
    // The training lists have the number of the class behind the path, the test lists have not.
    String[] path = line.split("\\s+", -1)[0].split("/", -1);
    return path.length == 2
        ? new Entry(path[0], info.className(path[0]) + "/" + path[1].replace(".avi", ".jpg"))
        : null;
  }

  private Contents read(DatasetInfo info, DatasetFolder folder, String training, String testing)
      throws IOException {
    return new Contents(
        ClassNames.of(originals.stream().map(info::className).toList()),
        RandomSplit.trainAndValidation(part(info, folder, training), part(info, folder, testing)),
        List.of(RandomSplit.note(info)));
  }

  private List<LabelledImage> part(DatasetInfo info, DatasetFolder folder, String list)
      throws IOException {
    List<LabelledImage> pictures = new ArrayList<>();
    for (Listing.Line line : Listing.lines(folder.list(info, list))) {
      Entry entry = reader.read(line.text());
      int label = entry == null ? -1 : originals.indexOf(entry.original());
      if (entry == null || label < 0) {
        throw line.refuse("is not a path below one of the classes in " + classes);
      }
      pictures.add(new LabelledImage(entry.path(), label));
    }
    return pictures;
  }
}
