package io.glimpse.server.admission;

import io.glimpse.server.limit.Limit;
import io.glimpse.server.limit.Limits;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides which work is begun: so many requests and bytes of bodies at a time, so many pieces of
 * work that wait, and the others are refused at once. Work is done by one thread a processor, first
 * come first served, each piece from the file to the answer: so one is decoded while the network is
 * at another, and no piece waits for others to make a batch with.
 */
public final class Admission implements AutoCloseable {

  /** The weight of the last piece in the mean time of a piece. */
  private static final double FRESHNESS = 0.05;

  private final Limits limits;
  private final int workers;
  private final ThreadPoolExecutor pool;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile double meanNanos = 10e6;
  private volatile boolean stopping;

  /**
   * An admission.
   *
   * @param workers threads that work
   */
  public Admission(Limits limits, int workers) {
    this.limits = limits;
    this.workers = workers;
    AtomicInteger number = new AtomicInteger();
    this.pool =
        new ThreadPoolExecutor(
            workers,
            workers,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "glimpse-work-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes a request in, or refuses it.
   *
   * @param body the most bytes that its body can have
   * @return to be closed when it is answered
   */
  public Ticket enter(long body) {
    if (stopping) {
      throw stopping();
    }
    if (requests.incrementAndGet() > limits.of(Limit.MAX_IN_FLIGHT)) {
      requests.decrementAndGet();
      throw busy("As many requests are under way as are allowed (max-in-flight).");
    }
    if (bytes.addAndGet(body) > limits.of(Limit.MAX_MEMORY)) {
      requests.decrementAndGet();
      bytes.addAndGet(-body);
      throw busy("The bodies of the requests under way fill the memory for them (max-memory).");
    }
    return new Ticket(body);
  }

  private static ProblemException stopping() {
    return ProblemException.passing(
        Problem.STOPPING, "This service is about to end. Ask it again when it is back.", 5);
  }

  private ProblemException busy(String reason) {
    return ProblemException.passing(Problem.BUSY, reason + " Ask again in a moment.", retryAfter());
  }

  /**
   * Has pieces of work done and waits for all.
   *
   * @param pieces each takes a place in the queue until it is begun
   * @return their results, in order
   * @throws ProblemException if they do not fit into the queue, or are not done in time
   */
  public <T> List<T> run(List<? extends Callable<T>> pieces) throws Exception {
    reserve(pieces.size());
    List<Piece<T>> queued = pieces.stream().map(Piece<T>::new).toList();
    try {
      List<Future<T>> futures = new ArrayList<>(queued.size());
      for (Piece<T> piece : queued) {
        futures.add(pool.submit(piece));
      }
      return results(futures);
    } catch (RejectedExecutionException e) {
      throw stopping();
    } finally {
      // What has not begun, because one failed or time is over, never will.
      queued.forEach(Piece::leaveQueue);
    }
  }

  /** As {@link #run(List)}, of one piece. */
  public <T> T run(Callable<T> piece) throws Exception {
    return run(List.of(piece)).get(0);
  }

  private void reserve(int pieces) {
    if (waiting.addAndGet(pieces) > limits.of(Limit.MAX_QUEUE)) {
      waiting.addAndGet(-pieces);
      throw ProblemException.passing(
          Problem.QUEUE_FULL,
          "As many pictures wait as are allowed (max-queue). Ask again in a moment, or send fewer"
              + " at a time.",
          retryAfter());
    }
  }

  private <T> List<T> results(List<Future<T>> futures) throws Exception {
    long end = System.nanoTime() + limits.time(Limit.DEADLINE).toNanos();
    List<T> results = new ArrayList<>(futures.size());
    for (Future<T> future : futures) {
      try {
        results.add(future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
      } catch (TimeoutException | CancellationException e) {
        throw ProblemException.passing(
            Problem.DEADLINE,
            "The answer took longer than is allowed (deadline). Ask again later, or send less.",
            retryAfter());
      } catch (ExecutionException e) {
        throw thrown(e);
      }
    }
    return results;
  }

  private static Exception thrown(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof Exception cause ? cause : e;
  }

  /** Seconds after which what waits now will be done. */
  private int retryAfter() {
    double seconds = waiting.get() * meanNanos / workers / 1e9;
    return (int) Math.max(1, Math.min(60, Math.ceil(seconds)));
  }

  /** Pieces that wait. */
  public int waiting() {
    return waiting.get();
  }

  /** Requests that are under way. */
  public int requests() {
    return requests.get();
  }

  /** How full the queue is, 0 to 1. */
  public double fraction() {
    return waiting.get() / (double) limits.of(Limit.MAX_QUEUE);
  }

  /** Whether nothing new is taken in. */
  public boolean isStopping() {
    return stopping;
  }

  /**
   * Takes nothing new in and waits for what is under way.
   *
   * @return whether all of it was finished in time
   */
  public boolean drain(Duration time) throws InterruptedException {
    stopping = true;
    long end = System.nanoTime() + time.toNanos();
    while (requests.get() > 0 && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    return requests.get() == 0;
  }

  @Override
  public void close() {
    stopping = true;
    pool.shutdownNow();
    try {
      // Whoever closes frees native memory next, which a piece may still use.
      pool.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tookNanos(long nanos) {
    meanNanos += FRESHNESS * (nanos - meanNanos);
  }

  /** Work that has a place in the queue until it begins, or is given up. */
  private final class Piece<T> implements Callable<T> {
    private final Callable<? extends T> work;
    private final AtomicBoolean waits = new AtomicBoolean(true);

    Piece(Callable<? extends T> work) {
      this.work = work;
    }

    /** Whether it was still there. */
    boolean leaveQueue() {
      boolean was = waits.compareAndSet(true, false);
      if (was) {
        waiting.decrementAndGet();
      }
      return was;
    }

    @Override
    public T call() throws Exception {
      if (!leaveQueue()) {
        throw new CancellationException();
      }
      long start = System.nanoTime();
      try {
        return work.call();
      } finally {
        tookNanos(System.nanoTime() - start);
      }
    }
  }

  /** A request that was taken in. */
  public final class Ticket implements AutoCloseable {
    private long held;

    private Ticket(long held) {
      this.held = held;
    }

    /** The body has so many bytes and not more. */
    public void shrink(long body) {
      bytes.addAndGet(body - held);
      held = body;
    }

    @Override
    public void close() {
      shrink(0);
      requests.decrementAndGet();
    }
  }
}
