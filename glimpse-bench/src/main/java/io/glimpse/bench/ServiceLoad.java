package io.glimpse.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Asks a service about pictures, one a request, and prints what it took:
 *
 * <pre>ServiceLoad all URL FOLDER CALLERS
 * ServiceLoad rate URL FOLDER REQUESTS_A_SECOND SECONDS</pre>
 *
 * <p>{@code all} asks about every picture once, each caller when it has its answer: pictures a
 * second. {@code rate} asks when it is time, whether answers came or not, and counts latency from
 * when a request should have been sent, so that a service that stalls is not spared the requests of
 * that time. {@code bench/service} uses both.
 */
public final class ServiceLoad {

  private static final int OK = 200;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final long LONGEST_NANOS = 600_000_000_000L;
  private static final int DIGITS = 3;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI uri;
  private final List<byte[]> pictures = new ArrayList<>();
  private final Histogram answered = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
  private final Histogram refused = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
  private final AtomicInteger failed = new AtomicInteger();

  private ServiceLoad(URI uri, Path folder) throws IOException {
    this.uri = uri;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        pictures.add(Files.readAllBytes(file));
      }
    }
  }

  /** Prints one line. */
  public static void main(String[] args) throws Exception {
    ServiceLoad load = new ServiceLoad(URI.create(args[1]), Path.of(args[2]));
    if (args[0].equals("all")) {
      load.all(Integer.parseInt(args[3]));
    } else {
      load.rate(Double.parseDouble(args[3]), Integer.parseInt(args[4]));
    }
  }

  private CompletableFuture<Void> ask(byte[] picture, long due) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "image/jpeg")
            .POST(BodyPublishers.ofByteArray(picture))
            .build();
    return client
        .sendAsync(request, BodyHandlers.ofByteArray())
        .handle(
            (response, failure) -> {
              count(response, failure != null, System.nanoTime() - due);
              return null;
            });
  }

  private void count(HttpResponse<byte[]> response, boolean broken, long nanos) {
    int status = broken ? 0 : response.statusCode();
    if (status == OK) {
      answered.recordValue(nanos);
    } else if (status == TOO_MANY || status == UNAVAILABLE) {
      refused.recordValue(nanos);
    } else {
      failed.incrementAndGet();
    }
  }

  private void all(int callers) throws InterruptedException {
    ConcurrentLinkedQueue<byte[]> rest = new ConcurrentLinkedQueue<>(pictures);
    List<Thread> threads = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < callers; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (byte[] next = rest.poll(); next != null; next = rest.poll()) {
                  ask(next, System.nanoTime()).join();
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    print((System.nanoTime() - start) / 1e9);
  }

  private void rate(double aSecond, int seconds) {
    int requests = (int) (aSecond * seconds);
    List<CompletableFuture<Void>> under = new ArrayList<>(requests);
    long start = System.nanoTime();
    for (int i = 0; i < requests; i++) {
      long due = start + (long) (i * 1e9 / aSecond);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      under.add(ask(pictures.get(i % pictures.size()), due));
    }
    CompletableFuture.allOf(under.toArray(new CompletableFuture<?>[0])).join();
    print((System.nanoTime() - start) / 1e9);
  }

  private void print(double seconds) {
    System.out.printf(
        Locale.ROOT,
        "answered %d a_second %.2f p50_ms %.1f p99_ms %.1f max_ms %.1f"
            + " refused %d refused_p50_ms %.1f failed %d%n",
        answered.getTotalCount(),
        answered.getTotalCount() / seconds,
        answered.getValueAtPercentile(50) / 1e6,
        answered.getValueAtPercentile(99) / 1e6,
        answered.getMaxValue() / 1e6,
        refused.getTotalCount(),
        refused.getValueAtPercentile(50) / 1e6,
        failed.get());
  }
}
