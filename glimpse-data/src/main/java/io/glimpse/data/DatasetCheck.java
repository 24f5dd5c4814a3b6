package io.glimpse.data;

import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.CloudReader;
import io.glimpse.file.Input;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.ImageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at every picture of a data set: is it there, can it be decoded. */
public final class DatasetCheck {

  private static final int BATCH = 64;
  private static final int AHEAD = 3;

  private final ImageDecoder reader;
  private final boolean decode;
  private final int threads;

  /**
   * @param decode whether pictures are decoded, or only looked for
   * @param threads that decode
   */
  public DatasetCheck(DecodeOptions options, boolean decode, int threads) {
    this.reader = new ImageDecoder(options);
    this.decode = decode;
    this.threads = threads;
  }

  /** What is wrong with one file, or nothing. */
  private record Finding(String path, boolean missing, Optional<String> reason) {}

  /**
   * Checks all pictures of all parts; a picture that occurs twice is looked at once.
   *
   * @param step called for every picture that was looked at, on the calling thread
   */
  public CheckReport run(Dataset dataset, Runnable step) {
    Set<String> all = new LinkedHashSet<>();
    for (List<LabelledImage> part :
        List.of(dataset.train(), dataset.validation(), dataset.test())) {
      part.forEach(picture -> all.add(picture.path()));
    }
    List<String> missing = new ArrayList<>();
    List<CheckReport.Unreadable> unreadable = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads, DatasetCheck::daemon);
    try {
      Queue<Future<List<Finding>>> under = new ArrayDeque<>();
      List<String> paths = List.copyOf(all);
      for (int from = 0; from < paths.size(); from += BATCH) {
        List<String> some = paths.subList(from, Math.min(paths.size(), from + BATCH));
        under.add(
            pool.submit(() -> some.stream().map(path -> look(dataset.folder(), path)).toList()));
        if (under.size() >= threads * AHEAD) {
          collect(under.remove(), missing, unreadable, step);
        }
      }
      while (!under.isEmpty()) {
        collect(under.remove(), missing, unreadable, step);
      }
    } finally {
      pool.shutdownNow();
    }
    return new CheckReport(dataset, missing, unreadable, CheckReport.differences(dataset));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "glimpse-check");
    thread.setDaemon(true);
    return thread;
  }

  private static void collect(
      Future<List<Finding>> batch,
      List<String> missing,
      List<CheckReport.Unreadable> unreadable,
      Runnable step) {
    try {
      for (Finding finding : batch.get()) {
        if (finding.missing()) {
          missing.add(finding.path());
        }
        finding
            .reason()
            .ifPresent(
                reason -> unreadable.add(new CheckReport.Unreadable(finding.path(), reason)));
        step.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while pictures were checked", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Finding look(Path folder, String path) {
    Path file = folder.resolve(path);
    if (CloudReader.isRow(file)) {
      return lookAtCloud(file, path);
    }
    if (!Files.exists(file)) {
      return new Finding(path, true, Optional.empty());
    }
    if (decode) {
      try {
        reader.read(file);
      } catch (ImageException e) {
        return new Finding(path, false, Optional.of(String.valueOf(e.getMessage())));
      }
    }
    return new Finding(path, false, Optional.empty());
  }

  /** The file is there, for the labels were read from it. */
  private Finding lookAtCloud(Path file, String path) {
    if (decode) {
      try {
        BenchmarkCloud.read(Input.of(file));
      } catch (CloudException e) {
        return new Finding(path, false, Optional.of(String.valueOf(e.getMessage())));
      }
    }
    return new Finding(path, false, Optional.empty());
  }
}
