package io.glimpse.graph;

import io.glimpse.file.PathLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The locks of built graphs, two for each: who has a folder open shares the first, so that nobody
 * removes it; who builds it has the second.
 *
 * <p>Where nothing can be written or locked there are none, and all goes on without.
 */
final class GraphLocks {

  private final Path folder;

  /** The locks of the folders below a root. */
  GraphLocks(Path root) {
    this.folder = root.resolve(".locks");
  }

  /** A share in what is there by that name, or will be. */
  @Nullable PathLock share(String fingerprint) {
    try {
      return PathLock.shared(folder.resolve(fingerprint));
    } catch (IOException e) {
      return null;
    }
  }

  /** The right to build; waits while another process does. */
  @Nullable PathLock build(String fingerprint) {
    try {
      return PathLock.exclusive(folder.resolve(fingerprint + ".build"), () -> {});
    } catch (IOException e) {
      return null;
    }
  }

  /** The right to remove, unless somebody has it open. */
  Optional<PathLock> remove(String fingerprint) {
    try {
      return PathLock.tryExclusive(folder.resolve(fingerprint));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static void release(@Nullable PathLock lock) {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        // The process gives it back when it ends.
      }
    }
  }
}
