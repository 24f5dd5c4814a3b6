package io.glimpse.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Hugging Face's programs keep of a repository: {@code models--org--name}, with its revisions
 * in {@code snapshots/<revision>}.
 */
public final class RepositorySnapshot {

  /** Where the revisions are. */
  public static final String SNAPSHOTS = "snapshots";

  private static final String USUAL_REVISION = "refs/main";

  /** Longer ones are no name of a revision. */
  private static final int LONGEST_REVISION = 100;

  private RepositorySnapshot() {}

  /**
   * The folder of a repository's revision: the one that is current, or the only one; the folder
   * itself where it is none of a repository.
   *
   * @throws CheckpointException if there are several and none is current
   */
  public static Path of(Path folder) throws IOException {
    Path snapshots = folder.resolve(SNAPSHOTS);
    if (!Files.isDirectory(snapshots)) {
      return folder;
    }
    Path current = current(folder, snapshots);
    if (current != null) {
      return current;
    }
    try (Stream<Path> all = Files.list(snapshots)) {
      List<Path> revisions = all.filter(Files::isDirectory).sorted().toList();
      if (revisions.size() > 1) {
        throw new CheckpointException(
            folder,
            "has "
                + revisions.size()
                + " snapshots and does not say which is current; name one, such as "
                + revisions.get(0));
      }
      return revisions.isEmpty() ? folder : revisions.get(0);
    }
  }

  private static @Nullable Path current(Path folder, Path snapshots) throws IOException {
    Path named = folder.resolve(USUAL_REVISION);
    if (!Files.isRegularFile(named) || Files.size(named) > LONGEST_REVISION) {
      return null;
    }
    String revision = new String(Files.readAllBytes(named), StandardCharsets.ISO_8859_1).strip();
    // What is no plain name could lead out of the folder.
    if (!revision.matches("[0-9A-Za-z]+")) {
      return null;
    }
    Path current = snapshots.resolve(revision);
    return Files.isDirectory(current) ? current : null;
  }
}
