package io.glimpse.study;

import io.glimpse.data.DatasetCatalogue;
import io.glimpse.data.DatasetInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Runs the experiments of a plan that a study's folder lacks, and appends each result as it is
 * finished. One whose inputs are those of its last result is not run again; one that failed is.
 */
public final class Study {

  private static final int ATTENTION_SAMPLES = 8;

  private final StudyFolder folder;
  private final StudyPlan plan;
  private final String version;
  private final int jobs;
  private final StudyListener listener;
  private final ResultLog log;

  /**
   * @param version of this Glimpse, for the results
   * @param jobs experiments at a time; each may use all threads
   */
  public Study(
      StudyFolder folder, StudyPlan plan, String version, int jobs, StudyListener listener) {
    if (jobs < 1) {
      throw new IllegalArgumentException("there cannot be " + jobs + " jobs at a time");
    }
    this.folder = folder;
    this.plan = plan;
    this.version = version;
    this.jobs = jobs;
    this.listener = listener;
    this.log = new ResultLog(folder.path());
  }

  /** What became of the experiments on one data set. */
  public record Outcome(int computed, int kept, int failed) {

    /** Of both. */
    public Outcome plus(Outcome other) {
      return new Outcome(computed + other.computed, kept + other.kept, failed + other.failed);
    }
  }

  /**
   * Runs the plan on one data set.
   *
   * @throws IOException if results cannot be written, or are those of another encoder
   */
  public Outcome run(StudyData data) throws IOException {
    List<Cell> cells = cells(data);
    folder.claim(data, cells);
    Map<String, CellResult> before = log.read();
    List<Cell> toRun = new ArrayList<>();
    Map<String, String> tests = new LinkedHashMap<>();
    int kept = 0;
    int failed = 0;
    for (Cell cell : cells) {
      try {
        CellResult result = before.get(cell.key());
        CellData from = CellData.of(cell, data, plan);
        String drawing = data.seenBy(from.method()).drawing();
        tests.put(
            StudyStamp.Facts.drawing(drawing), Objects.requireNonNull(from.inputs().get("test")));
        if (result != null && result.isDone() && result.inputs().equals(from.inputs())) {
          kept++;
        } else {
          toRun.add(cell);
        }
      } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
        // Such as a sample that ready features lack: it is missing, and the rest goes on.
        listener.failed(cell.title(), reason(e));
        failed++;
      }
    }
    folder.remember(data, tests);
    listener.runs(toRun.size(), kept);
    int wrong = new Batch(data, toRun).run();
    keepAttention(data, !toRun.isEmpty());
    return new Outcome(toRun.size() - wrong, kept, failed + wrong);
  }

  /** The plan's experiments; one given sample is no more than one, whatever seeds are asked for. */
  private List<Cell> cells(StudyData data) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (Cell cell : plan.cells(data.dataset(), data.encoder().name())) {
      long first = cell.shots() == 0 ? cell.seed() : plan.seeds().get(0);
      if (cell.seed() == first || !data.hasOneSample(cell.shots())) {
        cells.add(cell);
      } else {
        listener.note(
            String.format(
                "%s has one sample of %d shots, which does not say its seed: it is run as seed %d",
                data.dataset(), cell.shots(), first));
      }
    }
    return cells;
  }

  /**
   * Says that a data set could not be opened: what was to be run on it stays visibly missing in the
   * report, and is run once it can be.
   *
   * @param dataset as it was asked for
   * @param encoder its name in results
   * @param reason one sentence
   */
  public Outcome unopened(String dataset, String encoder, String reason) throws IOException {
    String name = DatasetCatalogue.standard().find(dataset).map(DatasetInfo::name).orElse(dataset);
    List<Cell> cells = plan.cells(name, encoder);
    folder.lack(name, cells, reason);
    listener.failed(name, reason);
    return new Outcome(0, 0, cells.size());
  }

  /** Sample pictures for the report, which has no encoder at hand; made again when results are. */
  private void keepAttention(StudyData data, boolean changed) throws IOException {
    Path file = AttentionSample.file(folder.path(), data.dataset(), data.encoder().name());
    if (plan.needsTokens() && (changed || !Files.exists(file))) {
      List<AttentionSample> samples = data.attention(ATTENTION_SAMPLES);
      if (!samples.isEmpty()) {
        AttentionSample.write(file, samples);
      }
    }
  }

  /** Some experiments, several at a time. */
  private final class Batch {
    private final StudyData data;
    private final int total;
    private final List<Cell> left;
    private final TimeLeft timeLeft = new TimeLeft();
    private int failures;

    Batch(StudyData data, List<Cell> cells) {
      this.data = data;
      this.total = cells.size();
      this.left = new ArrayList<>(cells);
    }

    /** Runs all; the result is how many failed. */
    int run() throws IOException {
      ExecutorService workers = Executors.newFixedThreadPool(jobs);
      try {
        List<Future<?>> futures = new ArrayList<>();
        for (Cell cell : List.copyOf(left)) {
          futures.add(
              workers.submit(
                  () -> {
                    run(cell);
                    return null;
                  }));
        }
        for (Future<?> future : futures) {
          await(future);
        }
        return failures;
      } finally {
        workers.shutdownNow();
      }
    }

    private void run(Cell cell) throws IOException {
      long before = System.nanoTime();
      CellRun run = new CellRun(cell, data, plan, version, jobs == 1);
      CellResult result;
      try {
        result = run.run();
      } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
        result = run.failed(CellData.of(cell, data, plan), reason(e));
      }
      log.append(result);
      finished(cell, result, (System.nanoTime() - before) / 1e9);
    }

    private synchronized void finished(Cell cell, CellResult result, double seconds) {
      left.remove(cell);
      timeLeft.finished(cell, seconds);
      if (result.error() != null) {
        failures++;
        listener.failed(cell.title(), result.error());
      }
      listener.finished(result, total - left.size(), total, timeLeft.of(left) / jobs);
    }
  }

  private static String reason(Exception e) {
    @Nullable Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }

  private static void await(Future<?> future) throws IOException {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the study was interrupted; what is finished is kept", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(String.valueOf(e.getMessage()), e.getCause());
    }
  }
}
