package io.glimpse.data;

import io.glimpse.file.Sha256;
import io.glimpse.listing.LabelTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds and reads data sets: those of the {@link DatasetCatalogue}, and a user's own. */
public final class Datasets {

  private Datasets() {}

  /**
   * Opens a data set of the catalogue by its name, or else a user's own: the folder or the table
   * (CSV, TSV, JSON, an object a line) of that name below the root.
   *
   * @param root the folder that holds the folders of all data sets, or the data set's own
   * @throws DatasetException saying what is missing or wrong, what to fetch and where to put it
   * @throws IllegalArgumentException if there is neither a data set nor a folder of that name
   */
  public static Dataset open(String name, Path root) throws IOException {
    Optional<DatasetInfo> known = DatasetCatalogue.standard().find(name);
    if (known.isPresent()) {
      return open(known.get(), root);
    }
    Path own = root.resolve(name);
    if (Files.isDirectory(own)) {
      return ofFolder(own);
    }
    if (LabelTable.isTable(own)) {
      return ofTable(own);
    }
    // Throws, with the nearest name.
    return open(DatasetCatalogue.standard().get(name), root);
  }

  /** Opens a data set of the catalogue; as {@link #open(String, Path)}. */
  public static Dataset open(DatasetInfo info, Path root) throws IOException {
    DatasetFolder folder = DatasetFolder.find(info, root);
    if (info.splitFile() != null) {
      Path file = folder.path().resolve(info.splitFile());
      if (Files.exists(file)) {
        return ofSplitFile(info, folder, file);
      }
    }
    Contents contents = info.layout().read(info, folder);
    SplitOrigin.Kind kind =
        info.splitFile() == null ? SplitOrigin.Kind.OFFICIAL : SplitOrigin.Kind.DRAWN;
    return new Dataset(
        info.name(), info, folder.pictures(), contents, new SplitOrigin(kind, null, null));
  }

  private static Dataset ofSplitFile(DatasetInfo info, DatasetFolder folder, Path file)
      throws IOException {
    Contents contents = SplitFile.read(file);
    String digest = Sha256.of(file);
    boolean published = digest.equals(info.splitSha256());
    List<String> notes = new ArrayList<>(contents.notes());
    if (!published && info.splitSha256() != null) {
      notes.add(
          String.format(
              "%s is not the published split file (SHA-256 %.12s, not %.12s)",
              file, digest, info.splitSha256()));
    }
    return new Dataset(
        info.name(),
        info,
        folder.pictures(),
        new Contents(contents.classes(), contents.parts(), notes),
        new SplitOrigin(
            published ? SplitOrigin.Kind.PUBLISHED : SplitOrigin.Kind.FILE, file, digest));
  }

  /**
   * A user's own folder with one sub-folder a class; or with folders {@code train}, {@code val} and
   * {@code test}, at least two of them, that hold those. Where it is not split, half of every class
   * is there to train on, 20 % to validate and 30 % to test.
   */
  public static Dataset ofFolder(Path folder) throws IOException {
    return own(folder, folder, OwnFolder.read(folder));
  }

  /**
   * A user's own table with a header: columns {@code path} and {@code label}, and {@code split}
   * (train, val or test) where it is split. Paths are below the table's folder; labels are names.
   */
  public static Dataset ofTable(Path table) throws IOException {
    Path parent = table.toAbsolutePath().getParent();
    Path folder = parent == null ? table : parent;
    return own(table, folder, OwnTable.read(table, folder));
  }

  private static Dataset own(Path source, Path folder, Contents contents) throws DatasetException {
    String name = Listing.name(source.toAbsolutePath().normalize());
    Optional<DatasetInfo> known = DatasetCatalogue.standard().find(name);
    if (known.isPresent()) {
      throw new DatasetException(
          source,
          "has the name of the published data set "
              + known.get().name()
              + " and would be taken for it; rename it, or give the folder it lies in as the root");
    }
    SplitOrigin.Kind kind =
        contents.notes().contains(OwnTable.DRAWN)
            ? SplitOrigin.Kind.DRAWN
            : SplitOrigin.Kind.OFFICIAL;
    return new Dataset(name, null, folder, contents, new SplitOrigin(kind, null, null));
  }
}
