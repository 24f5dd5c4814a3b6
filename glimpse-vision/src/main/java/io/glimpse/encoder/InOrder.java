package io.glimpse.encoder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Work on many items by some threads, whose results come out in the order of the items. At most
 * {@value #AHEAD} pieces a thread are under way or wait to be read, however many items there are.
 */
final class InOrder {

  /** Pieces under way for every thread, so that none waits for the slowest. */
  private static final int AHEAD = 3;

  /** Callers at work for every thread: with one, processors wait while a turn is handed on. */
  private static final int CALLERS = 2;

  /** Idle threads end after this, so that nobody has to close anything. */
  private static final long IDLE_SECONDS = 2;

  private final int threads;
  private final ExecutorService pool;
  private final Semaphore turns;

  InOrder(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
    }
    this.threads = threads;
    this.turns = new Semaphore(callers(threads));
    ThreadPoolExecutor some =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            InOrder::thread);
    some.allowCoreThreadTimeOut(true);
    this.pool = some;
  }

  /** How many pieces are worked on at a time at most, by callers and threads. */
  int callers() {
    return callers(threads);
  }

  /** Likewise, with some threads. */
  static int callers(int threads) {
    return CALLERS * threads;
  }

  /**
   * Works on all items, as the result is read.
   *
   * @param items read by one thread at a time
   * @param each items a piece
   * @param work on a piece, with one result an item; what it throws ends the whole
   */
  <S, T> Ordered<T> run(Iterator<S> items, int each, Function<List<S>, List<T>> work) {
    return new Results<>(items, each, work);
  }

  /**
   * Works on the calling thread, at most {@value #CALLERS} a thread at a time: more would take the
   * processor's caches, and memory, from each other. Who asks again at once may come before those
   * who wait, for his caches are warm.
   */
  <T> T inTurn(Supplier<T> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  private final class Results<S, T> implements Ordered<T> {
    private final Iterator<S> items;
    private final int each;
    private final Function<List<S>, List<T>> work;
    private final Queue<Piece<T>> under = new ArrayDeque<>();
    private Iterator<T> ready = List.<T>of().iterator();
    private boolean first = true;

    /** Whether nothing more comes: it was closed, or a piece failed. */
    private boolean over;

    Results(Iterator<S> items, int each, Function<List<S>, List<T>> work) {
      this.items = items;
      this.each = each;
      this.work = work;
    }

    @Override
    public boolean hasNext() {
      while (!ready.hasNext() && !over) {
        boolean whole = false;
        try {
          begin();
          Piece<T> piece = under.peek();
          if (piece == null) {
            return false;
          }
          // It stays where close() finds it, for an interruption leaves it at work.
          ready = piece.await().iterator();
          under.remove();
          whole = true;
        } finally {
          over = !whole;
        }
      }
      return ready.hasNext();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.next();
    }

    private void begin() {
      while (under.size() < (threads == 1 ? 1 : threads * AHEAD)
          && !isNextReady()
          && items.hasNext()) {
        List<S> some = new ArrayList<>();
        while (some.size() < each && items.hasNext()) {
          some.add(Objects.requireNonNull(items.next(), "one of the inputs is null"));
        }
        Piece<T> piece = new Piece<>(() -> work.apply(some));
        // A single piece, or a single thread, needs no other thread.
        if (threads > 1 && (!first || items.hasNext())) {
          piece.begin(pool);
        }
        first = false;
        under.add(piece);
      }
    }

    /** Whether there is something to give while the source may keep its reader waiting. */
    private boolean isNextReady() {
      Piece<T> next = under.peek();
      return next != null && next.isDone() && under.size() >= threads;
    }

    @Override
    public void close() {
      over = true;
      ready = List.<T>of().iterator();
      under.forEach(Piece::giveUp);
      under.clear();
    }
  }

  /** What was begun, or will be by who waits for it. */
  private static final class Piece<T> extends FutureTask<List<T>> {
    private boolean begun;

    Piece(Callable<List<T>> work) {
      super(work);
    }

    void begin(Executor pool) {
      begun = true;
      pool.execute(this);
    }

    @Override
    public void run() {
      synchronized (this) {
        super.run();
      }
    }

    /** Drops it, or waits until it is over. */
    void giveUp() {
      cancel(false);
      synchronized (this) {
        // Nobody is at work on it any more.
      }
    }

    List<T> await() {
      if (!begun) {
        run();
      }
      try {
        return get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while images were encoded", e);
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

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "glimpse-images");
    thread.setDaemon(true);
    return thread;
  }
}
