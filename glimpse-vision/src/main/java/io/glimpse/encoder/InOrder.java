package io.glimpse.encoder;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Work on many items by some threads, whose results come out in the order of the items. */
final class InOrder {

  /** Pieces under way for every thread, so that none waits for the slowest. */
  private static final int AHEAD = 3;

  private final int threads;

  InOrder(int threads) {
    this.threads = threads;
  }

  /**
   * Works on all items. Few pieces are under way at a time, however many items there are.
   *
   * @param each items a piece
   * @param work on a piece, with one result an item; what it throws ends the whole
   * @param sink gets every result, on the calling thread
   */
  <S, T> void run(List<S> items, int each, Function<List<S>, List<T>> work, Consumer<T> sink) {
    if (threads == 1 || items.size() <= each) {
      for (int from = 0; from < items.size(); from += each) {
        work.apply(piece(items, from, each)).forEach(sink);
      }
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, InOrder::thread);
    try {
      Queue<Future<List<T>>> under = new ArrayDeque<>();
      for (int from = 0; from < items.size(); from += each) {
        List<S> some = piece(items, from, each);
        under.add(pool.submit(() -> work.apply(some)));
        if (under.size() >= threads * AHEAD) {
          await(under.remove()).forEach(sink);
        }
      }
      while (!under.isEmpty()) {
        await(under.remove()).forEach(sink);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static <S> List<S> piece(List<S> items, int from, int each) {
    return items.subList(from, Math.min(items.size(), from + each));
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "glimpse-pictures");
    thread.setDaemon(true);
    return thread;
  }

  private static <T> List<T> await(Future<List<T>> piece) {
    try {
      return piece.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while pictures were encoded", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
