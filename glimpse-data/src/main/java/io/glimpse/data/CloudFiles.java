package io.glimpse.data;

import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.LabelledClouds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data sets of point clouds in HDF5 files with many clouds each. A cloud's path is that of its file
 * and its row, {@code ply_data_train0.h5#12}.
 */
final class CloudFiles {

  private CloudFiles() {}

  /**
   * ModelNet's layout: {@code shape_names.txt}, and the files in {@code train_files.txt} and {@code
   * test_files.txt}.
   */
  static Contents readLists(DatasetInfo info, DatasetFolder folder) throws IOException {
    List<String> names =
        Listing.lines(folder.list(info, "shape_names.txt")).stream()
            .map(line -> info.className(line.text()))
            .toList();
    return new Contents(
        ClassNames.of(names),
        new Parts(
            listed(info, folder, "train_files.txt", names.size()),
            List.of(),
            listed(info, folder, "test_files.txt", names.size())),
        List.of());
  }

  /** ScanObjectNN's layout: one file a part, and the class names of the paper. */
  static Contents readScans(DatasetInfo info, DatasetFolder folder, String file)
      throws IOException {
    if (info.classFile() == null) {
      throw new IllegalStateException(info.name() + " has no class names in the catalogue");
    }
    List<String> names = DatasetCatalogue.classLines(info.classFile());
    return new Contents(
        ClassNames.of(names),
        new Parts(
            clouds(folder, folder.list(info, "training_" + file), names.size()),
            List.of(),
            clouds(folder, folder.list(info, "test_" + file), names.size())),
        List.of());
  }

  private static List<LabelledImage> listed(
      DatasetInfo info, DatasetFolder folder, String list, int classes) throws IOException {
    Path file = folder.list(info, list);
    List<LabelledImage> clouds = new ArrayList<>();
    for (Listing.Line line : Listing.lines(file)) {
      Path found = resolve(file, line.text());
      if (found == null) {
        throw line.refuse(
            "names '" + line.text() + "', which is not beside the list; " + info.remedy());
      }
      clouds.addAll(clouds(folder, found, classes));
    }
    return clouds;
  }

  /**
   * What a list means: the published lists have paths from the folder that the authors' scripts run
   * in ({@code data/modelnet40_ply_hdf5_2048/ply_data_train0.h5}), so that the longest end of a
   * path that leads from the list to a file is taken.
   */
  private static @Nullable Path resolve(Path list, String text) {
    Path listed;
    try {
      listed = Path.of(text).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
    for (int from = 0; from < listed.getNameCount(); from++) {
      Path end = listed.subpath(from, listed.getNameCount());
      Path file = list.resolveSibling(end);
      if (!end.startsWith("..") && Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  private static List<LabelledImage> clouds(DatasetFolder folder, Path file, int classes)
      throws IOException {
    int[] labels;
    try {
      labels = LabelledClouds.labels(file);
    } catch (CloudException e) {
      throw new DatasetException(String.valueOf(e.getMessage()), e);
    }
    String path = folder.pictures().relativize(file).toString().replace('\\', '/');
    List<LabelledImage> clouds = new ArrayList<>(labels.length);
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new DatasetException(
            file, "cloud " + i + " has the label " + labels[i] + "; there are " + classes);
      }
      clouds.add(new LabelledImage(path + "#" + i, labels[i]));
    }
    return clouds;
  }
}
