package io.glimpse.server.answer;

import io.glimpse.encoder.ImagePipeline;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.CloudRendering;
import io.glimpse.progress.Notes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Classifiers of names, kept while they are asked for: to encode names costs more than to compare a
 * picture with them. Those that were not asked for the longest go first. Many threads may share
 * one.
 */
final class NamedClassifiers {

  private final ImagePipeline pipeline;
  private final CloudRendering clouds;
  private final int mostClasses;

  /** Those asked for last stand last. */
  private final Map<ClassifierSpec.OfNames, FutureTask<Predictor>> kept =
      new LinkedHashMap<>(16, 0.75f, true);

  private long keptClasses;

  /**
   * No classifiers so far.
   *
   * @param mostClasses that are kept of all classifiers together, beside the last one
   */
  NamedClassifiers(ImagePipeline pipeline, CloudRendering clouds, int mostClasses) {
    this.pipeline = pipeline;
    this.clouds = clouds;
    this.mostClasses = mostClasses;
  }

  /** What is ready already; null if it is to be made. */
  @Nullable Predictor ready(ClassifierSpec.OfNames spec) {
    FutureTask<Predictor> task;
    synchronized (kept) {
      task = kept.get(spec);
    }
    return task != null && task.isDone() ? join(task) : null;
  }

  /** Makes it, or waits for another thread that does. */
  Predictor of(ClassifierSpec.OfNames spec) {
    FutureTask<Predictor> task;
    synchronized (kept) {
      task = kept.get(spec);
      if (task == null) {
        task = new FutureTask<>(() -> open(spec));
        kept.put(spec, task);
        keptClasses += spec.classes().size();
        evict(spec);
      }
    }
    task.run();
    try {
      return join(task);
    } catch (RuntimeException e) {
      forget(spec, task);
      throw e;
    }
  }

  private Predictor open(ClassifierSpec.OfNames spec) {
    Predictor predictor = spec.open(pipeline, clouds, List.of(), Notes.SILENT);
    // What is asked of it first is made now, not with the first picture.
    predictor.calibration();
    return predictor;
  }

  private void forget(ClassifierSpec.OfNames spec, FutureTask<Predictor> task) {
    synchronized (kept) {
      if (kept.remove(spec, task)) {
        keptClasses -= spec.classes().size();
      }
    }
  }

  private void evict(ClassifierSpec.OfNames newest) {
    Iterator<ClassifierSpec.OfNames> oldest = kept.keySet().iterator();
    while (keptClasses > mostClasses && oldest.hasNext()) {
      ClassifierSpec.OfNames next = oldest.next();
      if (next != newest) {
        keptClasses -= next.classes().size();
        oldest.remove();
      }
    }
  }

  private static Predictor join(FutureTask<Predictor> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while names were encoded", e);
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
