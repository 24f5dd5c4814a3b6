package io.glimpse.sorting;

import io.glimpse.file.InputException;
import io.glimpse.sorting.JournalState.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Where pictures go in a folder, by what its journal says and what lies there. */
final class SortedLayout {

  private final Path shown;
  private final Path root;
  private final JournalState state;
  private final ClassFolders folders = new ClassFolders();
  private final FreeNames names = new FreeNames();
  private final Map<Path, Path> realParents = new HashMap<>();

  /**
   * The layout of a folder.
   *
   * @param shown as it was given
   * @param root its real path
   */
  SortedLayout(Path shown, Path root, JournalState state) {
    this.shown = shown;
    this.root = root;
    this.state = state;
    for (Folder folder : state.folders()) {
      folders.keep(folder.destination(), folder.path().getFileName().toString());
    }
  }

  void expect(List<String> classes) {
    folders.prepare(classes);
  }

  /** A file by the real path of its folder and its own name, which may be that of a link. */
  Path real(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new InputException(file, "this is no file that can be sorted");
    }
    Path real = realParents.get(parent);
    if (real == null) {
      real = Files.exists(parent) ? parent.toRealPath() : parent.normalize();
      realParents.put(parent, real);
    }
    return real.resolve(absolute.getFileName());
  }

  boolean holds(Path file) throws IOException {
    return real(file).startsWith(root);
  }

  Optional<Path> earlier(Path file) throws IOException {
    SortedEntry entry = state.latest(real(file));
    return entry == null
            || entry.placing() != Placing.MOVE
            || !entry.isDone()
            || Carrier.exists(file)
        ? Optional.empty()
        : Optional.of(shown(entry.to()));
  }

  /**
   * Refuses what cannot be sorted.
   *
   * @throws InputException naming it
   */
  static void require(Path file, Placing placing) throws InputException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file, "there is no file of this name that could be sorted");
    }
    if (placing == Placing.MOVE && Files.isSymbolicLink(file)) {
      throw new InputException(
          file, "this is a symbolic link, which moving may break; copy it, or link to it");
    }
  }

  /** The folder of a class, which need not be there. */
  Path folder(Destination destination) throws InputException {
    Path folder;
    try {
      folder = root.resolve(folders.of(destination));
    } catch (InvalidPathException e) {
      throw new InputException(
          destination.name(),
          "the encoding of this system has no name for the folder of this class; set a locale of"
              + " UTF-8",
          e);
    }
    if (Carrier.exists(folder) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new InputException(
          shown(folder), "a folder is needed here, and no link to one; take this away");
    }
    return folder;
  }

  /** A free name for a file in a folder. */
  Path free(Path folder, Path file) {
    return names.in(folder, Objects.requireNonNull(file.getFileName()));
  }

  /** A free name was not used. */
  void giveBack(Path to, Path file) {
    names.giveBack(to, Objects.requireNonNull(file.getFileName()));
  }

  /** A path in the folder as a person knows it. */
  Path shown(Path inside) {
    return shown.resolve(root.relativize(inside));
  }
}
