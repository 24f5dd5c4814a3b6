package io.glimpse.graph;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.file.PathLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Built graphs on disk, a folder for every fingerprint.
 *
 * <p>A folder is built under another name and moved to its place in one step, so it is whole
 * wherever a process is killed. Of processes that want the same one, the first builds it and the
 * others wait. Beyond the capacity, the folders that were not used for longest are removed, except
 * those that some process has open or builds.
 */
public final class GraphCache {

  /** The environment variable with the capacity in gigabytes. */
  public static final String CAPACITY_VARIABLE = "GLIMPSE_GRAPHS_GB";

  private static final long GIGABYTE = 1_000_000_000;
  private static final long DEFAULT_CAPACITY = 20 * GIGABYTE;

  /** Writes the files of a model into an empty folder. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path folder) throws IOException;
  }

  private final Path root;
  private final GraphLocks locks;
  private final GraphEviction eviction;

  /**
   * A cache in {@code home/graphs}.
   *
   * @param capacity in bytes; what was built last stays even if it alone is larger
   */
  public GraphCache(Path home, long capacity) {
    this.root = home.resolve("graphs");
    this.locks = new GraphLocks(root);
    this.eviction = new GraphEviction(root, capacity, locks);
  }

  /**
   * The cache in a home: of 20 GB, or what {@value #CAPACITY_VARIABLE} says.
   *
   * @throws IllegalArgumentException if that is no number
   */
  public static GraphCache in(Path home) {
    String gigabytes = System.getenv(CAPACITY_VARIABLE);
    if (gigabytes == null || gigabytes.isBlank()) {
      return new GraphCache(home, DEFAULT_CAPACITY);
    }
    try {
      return new GraphCache(home, (long) (Double.parseDouble(gigabytes.strip()) * GIGABYTE));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          CAPACITY_VARIABLE + " is '" + gigabytes + "', not a number of gigabytes", e);
    }
  }

  /**
   * The folder of a fingerprint, if it is there and undamaged.
   *
   * @param fingerprint letters and digits
   */
  public Optional<GraphFolder> find(String fingerprint) {
    Path folder = root.resolve(fingerprint);
    if (!FileList.isIn(folder)) {
      return Optional.empty();
    }
    // Before the look at it, so that what was seen whole stays.
    PathLock use = locks.share(fingerprint);
    if (!FileList.matches(folder)) {
      GraphLocks.release(use);
      return Optional.empty();
    }
    touch(folder);
    return Optional.of(GraphFolder.kept(folder, use));
  }

  /**
   * The folder of a fingerprint, built if it is not there.
   *
   * @param bytes that it takes, about
   * @return a temporary folder where the cache cannot be written, or has no space for it
   * @throws IOException what {@code content} threw, or if not even a temporary folder can be
   *     written
   */
  public GraphFolder open(String fingerprint, long bytes, Content content) throws IOException {
    Optional<GraphFolder> found = find(fingerprint);
    if (found.isPresent()) {
      return found.get();
    }
    GraphFolder folder;
    PathLock building = locks.build(fingerprint);
    try {
      if (building != null) {
        eviction.removeUnfinished(fingerprint);
      }
      // Another process may have built it meanwhile.
      found = find(fingerprint);
      folder = found.isPresent() ? found.get() : build(fingerprint, bytes, content);
    } finally {
      GraphLocks.release(building);
    }
    eviction.run(fingerprint);
    return folder;
  }

  private GraphFolder build(String fingerprint, long bytes, Content content) throws IOException {
    Path part = root.resolve(GraphEviction.unfinished(fingerprint) + UUID.randomUUID());
    Path target = root.resolve(fingerprint);
    try {
      Files.createDirectories(part);
      requireSpace(root, bytes);
      write(part, content);
      if (Files.exists(target)) {
        // It is there and was not found, so it is damaged.
        GraphEviction.discard(target);
      }
      // Before it appears, so that nobody finds it unused.
      PathLock use = locks.share(fingerprint);
      try {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        GraphLocks.release(use);
        throw e;
      }
      return GraphFolder.kept(target, use);
    } catch (CheckpointException | RuntimeException | Error e) {
      // No other folder would help. Java says by an error that a mapped checkpoint lost its end.
      Folders.delete(part);
      throw e;
    } catch (IOException e) {
      Folders.delete(part);
      return temporary(bytes, content, e);
    }
  }

  private static void write(Path folder, Content content) throws IOException {
    content.writeTo(folder);
    FileList.write(folder);
  }

  private static void requireSpace(Path folder, long bytes) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (bytes > free) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: the networks of this model need %.0f MB, and there are %.0f MB free; make room,"
                  + " or choose another home",
              folder,
              bytes / 1e6,
              free / 1e6));
    }
  }

  private GraphFolder temporary(long bytes, Content content, IOException reason)
      throws IOException {
    Path folder;
    try {
      folder = Files.createTempDirectory("glimpse-graphs-");
    } catch (IOException e) {
      reason.addSuppressed(e);
      throw reason;
    }
    try {
      requireSpace(folder, bytes);
    } catch (IOException e) {
      Folders.delete(folder);
      reason.addSuppressed(e);
      throw reason;
    }
    try {
      write(folder, content);
    } catch (IOException | RuntimeException | Error e) {
      Folders.delete(folder);
      throw e;
    }
    return GraphFolder.temporary(
        folder,
        root + " cannot be written or is too full, so the networks are built anew at every start");
  }

  private static void touch(Path folder) {
    try {
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // A cache that can be read but not written is not evicted from here either.
    }
  }
}
