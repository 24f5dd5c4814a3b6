package io.glimpse.graph;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder with the graphs of a model, deleted when it is closed if it is a temporary one. */
public final class GraphFolder implements AutoCloseable {

  private final Path path;
  private final @Nullable String note;
  private final @Nullable Thread atExit;

  private GraphFolder(Path path, @Nullable String note, @Nullable Thread atExit) {
    this.path = path;
    this.note = note;
    this.atExit = atExit;
  }

  static GraphFolder kept(Path path) {
    return new GraphFolder(path, null, null);
  }

  static GraphFolder temporary(Path path, String note) {
    Thread deletion = new Thread(() -> Folders.delete(path), "glimpse-graphs");
    Runtime.getRuntime().addShutdownHook(deletion);
    return new GraphFolder(path, note, deletion);
  }

  public Path path() {
    return path;
  }

  /** Why the folder is a temporary one; empty if it is not. */
  public Optional<String> note() {
    return Optional.ofNullable(note);
  }

  /** Deletes a temporary folder. */
  @Override
  public void close() {
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
