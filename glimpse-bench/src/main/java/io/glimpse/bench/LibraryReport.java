package io.glimpse.bench;

import io.glimpse.Glimpse;
import io.glimpse.ImageClassifier;
import io.glimpse.file.Input;
import io.glimpse.inference.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Classifies pictures from bytes in one process, as a service does, and prints what memory it has
 * after every part of them:
 *
 * <pre>LibraryReport callers|stream FOLDER CLASS,CLASS</pre>
 *
 * <p>{@code callers} are eight threads that share a classifier and ask about one picture each;
 * {@code stream} asks about all at once. {@code bench/library} times the process as a whole, beside
 * the command line's.
 */
public final class LibraryReport {

  private static final int CALLERS = 8;

  /** Pictures between two looks at the memory. */
  private static final int PART = 500;

  private static final int MIB = 1 << 20;

  private final ImageClassifier classifier;
  private final boolean stream;
  private int good;

  private LibraryReport(ImageClassifier classifier, boolean stream) {
    this.classifier = classifier;
    this.stream = stream;
  }

  /** Prints a line for every part: pictures, heap after a collection, resident memory in MiB. */
  public static void main(String[] args) throws Exception {
    List<Path> pictures;
    try (Stream<Path> files = Files.list(Path.of(args[1]))) {
      pictures = files.sorted().toList();
    }
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (Glimpse glimpse = Glimpse.open()) {
      LibraryReport report =
          new LibraryReport(glimpse.zeroShot(args[2].split(",")), args[0].equals("stream"));
      for (int from = 0; from < pictures.size(); from += PART) {
        int to = Math.min(from + PART, pictures.size());
        report.classify(pictures.subList(from, to), callers);
        System.gc();
        System.out.printf(Locale.ROOT, "memory %d %.1f %.1f%n", to, heap() / MIB, resident() / MIB);
      }
      System.out.println("answered " + report.good);
    } finally {
      callers.shutdownNow();
    }
  }

  private void classify(List<Path> pictures, ExecutorService callers)
      throws InterruptedException, ExecutionException {
    if (stream) {
      try (Stream<Result> results =
          classifier.classifyAll(
              pictures.stream().map(file -> Input.of(file.toString(), bytes(file))))) {
        good += (int) results.filter(Result::isGood).count();
      }
      return;
    }
    List<Future<?>> asked = new ArrayList<>();
    for (Path file : pictures) {
      asked.add(callers.submit(() -> classifier.classify(bytes(file))));
    }
    for (Future<?> one : asked) {
      one.get();
      good++;
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** As Linux tells it; NaN elsewhere. */
  private static double resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return 1024.0 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return Double.NaN;
  }
}
