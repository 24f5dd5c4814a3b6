package io.glimpse.lite;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that is read on a thread of its own. */
final class Part<T> {

  /** Reads it. */
  interface Source<T> {
    T read() throws IOException;
  }

  private final FutureTask<T> task;

  private Part(Source<T> source) {
    task = new FutureTask<>(source::read);
  }

  /** Begins to read. */
  static <T> Part<T> load(Source<T> source) {
    Part<T> part = new Part<>(source);
    Thread thread = new Thread(part.task, "glimpse-lite");
    thread.setDaemon(true);
    thread.start();
    return part;
  }

  /** Waits until it is there. */
  T get() throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while loading the text side", e);
    }
  }
}
