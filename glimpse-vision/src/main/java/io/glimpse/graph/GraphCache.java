package io.glimpse.graph;

import io.glimpse.store.GlimpseHome;
import java.io.IOException;
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

/**
 * Built graphs on disk, a folder for every fingerprint.
 *
 * <p>A folder is built under another name and moved to its place in one step, so it is whole
 * wherever a process is killed, and two processes may build the same one: the first to finish wins.
 * Beyond the capacity, the folders that were not used for longest are removed.
 */
public final class GraphCache {

  /** The environment variable with the capacity in gigabytes. */
  public static final String CAPACITY_VARIABLE = "GLIMPSE_GRAPHS_GB";

  private static final long GIGABYTE = 1_000_000_000;
  private static final long DEFAULT_CAPACITY = 20 * GIGABYTE;

  /** What is under way, or on its way out, has a name that starts so. */
  private static final String UNFINISHED = ".part-";

  /** No build takes so long; older ones were killed. */
  private static final Duration ABANDONED = Duration.ofHours(6);

  /** Writes the files of a model into an empty folder. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path folder) throws IOException;
  }

  private final Path root;
  private final long capacity;

  /**
   * A cache in {@code home/graphs}.
   *
   * @param capacity in bytes; what was built last stays even if it alone is larger
   */
  public GraphCache(Path home, long capacity) {
    this.root = home.resolve("graphs");
    this.capacity = capacity;
  }

  /**
   * The cache in {@link GlimpseHome#folder()}: of 20 GB, or what {@value #CAPACITY_VARIABLE} says.
   *
   * @throws IllegalArgumentException if that is no number
   */
  public static GraphCache ofUser() {
    String gigabytes = System.getenv(CAPACITY_VARIABLE);
    if (gigabytes == null || gigabytes.isBlank()) {
      return new GraphCache(GlimpseHome.folder(), DEFAULT_CAPACITY);
    }
    try {
      return new GraphCache(
          GlimpseHome.folder(), (long) (Double.parseDouble(gigabytes.strip()) * GIGABYTE));
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
    if (!FileList.matches(folder)) {
      return Optional.empty();
    }
    touch(folder);
    return Optional.of(GraphFolder.kept(folder));
  }

  /**
   * The folder of a fingerprint, built if it is not there.
   *
   * @return a temporary folder where the cache cannot be written
   * @throws IOException what {@code content} threw, or if not even a temporary folder can be
   *     written
   */
  public GraphFolder open(String fingerprint, Content content) throws IOException {
    Optional<GraphFolder> found = find(fingerprint);
    if (found.isPresent()) {
      return found.get();
    }
    Path part = root.resolve(UNFINISHED + UUID.randomUUID());
    try {
      Files.createDirectories(part);
      build(part, content);
      publish(part, root.resolve(fingerprint));
    } catch (IOException e) {
      Folders.delete(part);
      return temporary(content, e);
    } catch (RuntimeException e) {
      Folders.delete(part);
      throw e;
    }
    evict(fingerprint);
    return GraphFolder.kept(root.resolve(fingerprint));
  }

  private static void build(Path folder, Content content) throws IOException {
    content.writeTo(folder);
    FileList.write(folder);
  }

  /** Moves a folder to its place, unless another process was faster. */
  private static void publish(Path part, Path target) throws IOException {
    if (Files.exists(target) && !FileList.matches(target)) {
      discard(target);
    }
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!FileList.matches(target)) {
        throw e;
      }
      Folders.delete(part);
    }
  }

  private GraphFolder temporary(Content content, IOException reason) throws IOException {
    Path folder;
    try {
      folder = Files.createTempDirectory("glimpse-graphs-");
    } catch (IOException e) {
      reason.addSuppressed(e);
      throw reason;
    }
    try {
      build(folder, content);
    } catch (IOException | RuntimeException e) {
      Folders.delete(folder);
      throw e;
    }
    return GraphFolder.temporary(
        folder, root + " cannot be written, so the networks are built anew at every start");
  }

  /** Removes what was not used for longest, and what a killed process left. */
  private void evict(String newest) {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> all = Files.list(root)) {
      all.forEach(folders::add);
    } catch (IOException e) {
      return;
    }
    long kept = 0;
    folders.sort(Comparator.comparing(GraphCache::lastUse).reversed());
    for (Path folder : folders) {
      String name = String.valueOf(folder.getFileName());
      if (name.startsWith(UNFINISHED)) {
        if (lastUse(folder).toInstant().isBefore(Instant.now().minus(ABANDONED))) {
          Folders.delete(folder);
        }
      } else if (FileList.isIn(folder)) {
        kept += Folders.bytes(folder);
        if (kept > capacity && !name.equals(newest)) {
          discard(folder);
        }
      }
    }
  }

  /** Takes a folder out of sight in one step, then deletes it. */
  private static void discard(Path folder) {
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

  private static void touch(Path folder) {
    try {
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // A cache that can be read but not written is not evicted from here either.
    }
  }
}
