package io.glimpse.graph;

import io.glimpse.file.PathLock;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder with the graphs of a model. Until it is closed, no process removes it from the cache; a
 * temporary one is deleted when it is closed.
 */
public final class GraphFolder implements AutoCloseable {

  private final Path path;
  private final @Nullable String note;
  private final @Nullable PathLock use;
  private final @Nullable Thread atExit;

  private GraphFolder(
      Path path, @Nullable String note, @Nullable PathLock use, @Nullable Thread atExit) {
    this.path = path;
    this.note = note;
    this.use = use;
    this.atExit = atExit;
  }

  /** A folder of the cache, and the share in it that is given back in the end. */
  static GraphFolder kept(Path path, @Nullable PathLock use) {
    return new GraphFolder(path, null, use, null);
  }

  static GraphFolder temporary(Path path, String note) {
    Thread deletion = new Thread(() -> Folders.delete(path), "glimpse-graphs");
    Runtime.getRuntime().addShutdownHook(deletion);
    return new GraphFolder(path, note, null, deletion);
  }

  public Path path() {
    return path;
  }

  /** Why the folder is a temporary one; empty if it is not. */
  public Optional<String> note() {
    return Optional.ofNullable(note);
  }

  /** Gives the folder back, and deletes it if it is a temporary one. */
  @Override
  public void close() {
    GraphLocks.release(use);
    if (atExit != null) {
      Folders.delete(path);
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // The process ends already, and the hook finds nothing left to delete.
      }
    }
  }
}
