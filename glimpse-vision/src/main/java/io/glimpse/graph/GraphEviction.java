package io.glimpse.graph;

import io.glimpse.file.PathLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Keeps the folders of built graphs within a capacity, as far as nobody has them open. */
final class GraphEviction {

  /** What is under way, or on its way out, has a name that starts so. */
  static final String UNFINISHED = ".part-";

  /** No build takes so long; older ones were killed. */
  private static final Duration ABANDONED = Duration.ofHours(6);

  private final Path root;
  private final long capacity;
  private final GraphLocks locks;

  /**
   * @param capacity in bytes, of all folders together
   */
  GraphEviction(Path root, long capacity, GraphLocks locks) {
    this.root = root;
    this.capacity = capacity;
    this.locks = locks;
  }

  /**
   * Removes what was not used for longest, and what a killed process left.
   *
   * @param newest stays even if it alone is larger than the capacity
   */
  void run(String newest) {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> all = Files.list(root)) {
      all.forEach(folders::add);
    } catch (IOException e) {
      return;
    }
    long kept = 0;
    folders.sort(Comparator.comparing(GraphEviction::lastUse).reversed());
    for (Path folder : folders) {
      String name = String.valueOf(folder.getFileName());
      if (name.startsWith(UNFINISHED)) {
        if (lastUse(folder).toInstant().isBefore(Instant.now().minus(ABANDONED))) {
          Folders.delete(folder);
        }
      } else if (!name.startsWith(".") && Files.isDirectory(folder)) {
        // Also what an older version built, which nobody finds any more.
        kept += Folders.bytes(folder);
        if (kept > capacity && !name.equals(newest)) {
          discardUnused(folder, name);
        }
      }
    }
  }

  /** How the names of what is built for a fingerprint start. */
  static String unfinished(String fingerprint) {
    return UNFINISHED + fingerprint + "-";
  }

  /** Removes what killed processes left of a build; the caller has the right to build. */
  void removeUnfinished(String fingerprint) {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(root, unfinished(fingerprint) + "*")) {
      left.forEach(Folders::delete);
    } catch (IOException e) {
      // There is no cache yet, or it cannot be read.
    }
  }

  private void discardUnused(Path folder, String name) {
    Optional<PathLock> lock = locks.remove(name);
    if (lock.isPresent()) {
      discard(folder);
      GraphLocks.release(lock.get());
    }
  }

  /** Takes a folder out of sight in one step, then deletes it. */
  static void discard(Path folder) {
    Path out = folder.resolveSibling(UNFINISHED + UUID.randomUUID());
    try {
      Files.move(folder, out, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // In use on a system that does not move open files; it is tried again the next time.
      return;
    }
    Folders.delete(out);
  }

  private static FileTime lastUse(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
