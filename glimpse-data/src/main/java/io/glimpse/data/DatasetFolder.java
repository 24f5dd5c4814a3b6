package io.glimpse.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a data set lies.
 *
 * @param path the data set's own folder, with its split file and lists
 * @param pictures the folder that the paths of its pictures are below
 */
record DatasetFolder(Path path, Path pictures) {

  /**
   * Finds a data set below the root of all data sets, by any of its names; the root may also be the
   * data set's own folder.
   */
  static DatasetFolder find(DatasetInfo info, Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new DatasetException(
          root,
          Files.exists(root)
              ? "this is a file; the folder with the data sets is needed"
              : "there is no such folder; " + info.remedy());
    }
    Path own = ownFolder(info, root);
    return new DatasetFolder(own, picturesOf(info, own));
  }

  private static Path ownFolder(DatasetInfo info, Path root) throws IOException {
    List<Path> children = Listing.folders(root);
    for (String candidate : info.folders()) {
      String wanted = LooseName.of(candidate);
      for (Path child : children) {
        if (LooseName.of(Listing.name(child)).equals(wanted)) {
          return child;
        }
      }
    }
    if (isOwn(info, root)) {
      return root;
    }
    throw new DatasetException(
        root,
        "holds no folder "
            + String.join(" or ", info.folders())
            + " and is not that of "
            + info.title()
            + "; "
            + info.remedy());
  }

  private static boolean isOwn(DatasetInfo info, Path root) {
    String name = LooseName.of(Listing.name(root.toAbsolutePath().normalize()));
    return info.folders().stream().map(LooseName::of).anyMatch(name::equals)
        || (info.splitFile() != null && Files.exists(root.resolve(info.splitFile())))
        || info.pictures().stream()
            .anyMatch(folder -> !folder.isEmpty() && Files.isDirectory(root.resolve(folder)));
  }

  private static Path picturesOf(DatasetInfo info, Path own) throws DatasetException {
    List<String> tried = new ArrayList<>();
    for (String candidate : info.pictures()) {
      Path folder = candidate.isEmpty() ? own : own.resolve(candidate);
      if (Files.isDirectory(folder)) {
        return folder;
      }
      tried.add(candidate);
    }
    throw new DatasetException(
        own, "holds no folder " + String.join(" or ", tried) + "; " + info.remedy());
  }

  /** A list that may lie beside the folder of pictures or in it. */
  Path list(DatasetInfo info, String name) throws DatasetException {
    Path parent = pictures.getParent();
    for (Path folder : parent == null ? List.of(path, pictures) : List.of(path, parent, pictures)) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new DatasetException(
        path.resolve(name),
        "there is no such file"
            + (info.splitFile() == null ? "" : ", nor " + info.splitFile())
            + "; "
            + info.remedy());
  }
}
