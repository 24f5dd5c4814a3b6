package io.glimpse.server.answer;

import io.glimpse.inference.Predictor;
import io.glimpse.memory.RecentlyUsed;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Predictors, kept while they are asked for: to make one costs more than to compare a picture with
 * its classes. Those that were not asked for the longest go first. Each is made once, however many
 * ask for it at a time. Many threads may share one.
 *
 * @param <K> what a predictor is made of
 */
public final class PredictorCache<K> {

  private final RecentlyUsed<K, Entry> kept;

  private record Entry(FutureTask<Predictor> task, long weight) {}

  /**
   * An empty cache.
   *
   * @param mostWeight that is kept of all predictors together, beside the last one
   */
  public PredictorCache(long mostWeight) {
    this.kept = new RecentlyUsed<>(mostWeight, Entry::weight);
  }

  /** What is ready already; null if it is to be made. */
  public @Nullable Predictor ready(K key) {
    Entry entry = kept.get(key);
    try {
      return entry != null && entry.task().isDone() ? join(entry.task()) : null;
    } catch (Exception e) {
      // Whoever made it says so.
      return null;
    }
  }

  /**
   * Makes it, or waits for another thread that does.
   *
   * @param size how much is kept with it, such as its classes
   */
  public Predictor of(K key, long size, Callable<Predictor> make) throws Exception {
    Entry entry =
        kept.merge(
            key, new Entry(new FutureTask<>(() -> whole(make)), size), (before, other) -> before);
    entry.task().run();
    try {
      return join(entry.task());
    } catch (Exception e) {
      // Whoever asks next tries again.
      kept.remove(key, entry);
      throw e;
    }
  }

  private static Predictor whole(Callable<Predictor> make) throws Exception {
    Predictor predictor = make.call();
    // What is asked of it first is made now, not with the first picture.
    predictor.calibration();
    return predictor;
  }

  private static Predictor join(FutureTask<Predictor> task) throws Exception {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
