package io.glimpse.matrix;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RecursiveAction;
import java.util.function.IntConsumer;

/**
 * The threads that share a piece of work.
 *
 * <p>Work is cut into parts by its caller, never by the number of threads, so that sums come out
 * the same whether one thread or many computed them.
 */
public final class Workers {

  /** Set before the first use to bound the threads: {@code -Dglimpse.threads=2}. */
  public static final String THREADS_PROPERTY = "glimpse.threads";

  private static final class Shared {
    static final Workers INSTANCE =
        new Workers(
            Integer.getInteger(THREADS_PROPERTY, Runtime.getRuntime().availableProcessors()));
  }

  private final int threads;
  private final ForkJoinPool pool;

  /** Threads of their own; they are daemons and end when they have been idle for a while. */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
    }
    this.threads = threads;
    this.pool =
        new ForkJoinPool(
            threads,
            p -> {
              ForkJoinWorkerThread t = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(p);
              t.setName("glimpse-" + t.getPoolIndex());
              return t;
            },
            null,
            false);
  }

  /** The threads that everything shares unless it was given others; one a processor. */
  public static Workers shared() {
    return Shared.INSTANCE;
  }

  public int threads() {
    return threads;
  }

  /**
   * Runs {@code body} for every part from 0 to {@code parts - 1}, in no particular order, and
   * returns when all are done. The first failure is thrown again here.
   */
  public void forEach(int parts, IntConsumer body) {
    if (parts == 1 || threads == 1) {
      for (int i = 0; i < parts; i++) {
        body.accept(i);
      }
    } else if (parts > 0) {
      Range range = new Range(0, parts, body);
      try {
        if (ForkJoinTask.getPool() == pool) {
          range.invoke();
        } else {
          pool.invoke(range);
        }
      } catch (RuntimeException e) {
        throw asThrown(e);
      }
    }
  }

  /** Rows or values {@code from} (inclusive) to {@code to} (exclusive). */
  @FunctionalInterface
  public interface Part {
    void run(int from, int to);
  }

  /**
   * Cuts {@code size} rows or values into parts of {@code part}, the last of which may be smaller,
   * and runs {@code body} for each as {@link #forEach} does.
   */
  public void forEachPart(int size, int part, Part body) {
    forEach(
        (int) ((size + part - 1L) / part),
        i -> body.run(i * part, (int) Math.min(size, (i + 1L) * part)));
  }

  /** The pool throws a copy around what a worker threw, with a message of its own. */
  private static RuntimeException asThrown(RuntimeException e) {
    Throwable thrown = e;
    while (thrown.getCause() != null && thrown.getCause().getClass() == e.getClass()) {
      thrown = thrown.getCause();
    }
    return (RuntimeException) thrown;
  }

  /** Parts {@code from} to {@code to - 1}, halved until single parts are left. */
  private static final class Range extends RecursiveAction {
    private static final long serialVersionUID = 1L;

    private final int from;
    private final int to;
    private final transient IntConsumer body;

    Range(int from, int to, IntConsumer body) {
      this.from = from;
      this.to = to;
      this.body = body;
    }

    @Override
    protected void compute() {
      if (to - from == 1) {
        body.accept(from);
      } else {
        int middle = (from + to) >>> 1;
        invokeAll(new Range(from, middle, body), new Range(middle, to, body));
      }
    }
  }
}
