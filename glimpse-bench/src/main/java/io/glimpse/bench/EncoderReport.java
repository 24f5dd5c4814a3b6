package io.glimpse.bench;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Stream;

/**
 * Pictures a second of one encoder, in turns: whoever asks can measure something else in between.
 *
 * <p>Arguments: encoder, precision, threads. Prints the encoder's fingerprint, then reads one
 * question a line and answers each with a line:
 *
 * <ul>
 *   <li>{@code tokens SECONDS}: pictures a second from noise in memory, with all their tokens;
 *   <li>{@code globals SECONDS}: the same with the global feature alone;
 *   <li>{@code local SECONDS}: the same with the tokens of small places, and nothing else;
 *   <li>{@code files FOLDER OUT}: pictures a second from all files of a folder, whose features go
 *       to the .npy file {@code OUT};
 *   <li>{@code memory}: the most heap in use and the most resident memory so far, in MB.
 * </ul>
 */
public final class EncoderReport {

  private static final int BATCH = ImagePipeline.TOGETHER;

  private final Encoder encoder;
  private final int threads;
  private final List<FloatBuffer> noise;

  private EncoderReport(Encoder encoder, int threads) {
    this.encoder = encoder;
    this.threads = threads;
    int length = encoder.preprocessing().length() * BATCH;
    this.noise = noise(length);
  }

  /** A batch for every thread. */
  private List<FloatBuffer> noise(int length) {
    return Stream.iterate(0, t -> t + 1).limit(threads).map(t -> noise(length, t)).toList();
  }

  /** Answers until the questions end. */
  public static void main(String[] args) throws Exception {
    Precision precision = Precision.valueOf(args[1].toUpperCase(Locale.ROOT));
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Encoder encoder = Encoders.open(args[0], new EncoderOptions(precision, 1))) {
      EncoderReport report = new EncoderReport(encoder, Integer.parseInt(args[2]));
      System.out.println(encoder.fingerprint());
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        System.out.println(report.answer(line.split(" ")));
      }
    }
  }

  private String answer(String[] question) throws InterruptedException, IOException {
    return switch (question[0]) {
      case "tokens" ->
          text(fromNoise(noise, Double.parseDouble(question[1]), encoder::encodeRawImages));
      case "globals" ->
          text(fromNoise(noise, Double.parseDouble(question[1]), encoder::encodeRawGlobals));
      case "local" -> text(local(Double.parseDouble(question[1])));
      case "files" -> text(fromFiles(Path.of(question[1]), Path.of(question[2])));
      case "memory" -> peakHeap() + " " + peakResident();
      default -> throw new IllegalArgumentException("unknown question: " + question[0]);
    };
  }

  private static String text(double perSecond) {
    return String.format(Locale.ROOT, "%.3f", perSecond);
  }

  private interface Call {
    Object encode(FloatBuffer pixels, int images);
  }

  private double local(double seconds) throws InterruptedException {
    int length = encoder.local().orElseThrow().preprocessing().length();
    return fromNoise(noise(BATCH * length), seconds, encoder::encodeLocal);
  }

  /**
   * A caller for every thread, each with a batch and a clock of its own: the last calls of a turn
   * end one after the other, and an idle core is nobody's rate.
   */
  private static double fromNoise(List<FloatBuffer> noise, double seconds, Call call)
      throws InterruptedException {
    DoubleAdder rates = new DoubleAdder();
    List<Thread> callers =
        noise.stream()
            .map(
                pixels ->
                    new Thread(() -> rates.add(rate(seconds, () -> call.encode(pixels, BATCH)))))
            .toList();
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
    return rates.sum();
  }

  private static double rate(double seconds, Runnable batch) {
    long pictures = 0;
    long start = System.nanoTime();
    double passed = 0;
    while (passed < seconds) {
      batch.run();
      pictures += BATCH;
      passed = (System.nanoTime() - start) / 1e9;
    }
    return pictures / passed;
  }

  private static FloatBuffer noise(int length, int seed) {
    FloatBuffer values =
        ByteBuffer.allocateDirect(length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(seed);
    while (values.hasRemaining()) {
      values.put((float) random.nextGaussian());
    }
    return values.flip();
  }

  private double fromFiles(Path folder, Path out) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    long start = System.nanoTime();
    try (NpyWriter rows = NpyWriter.float32(out, encoder.dimension())) {
      new ImagePipeline(encoder, DecodeOptions.defaults(), threads)
          .run(
              Input.ofFiles(files),
              image -> {
                try {
                  Matrix global = image.features().globals();
                  rows.write(global);
                } catch (ImageException e) {
                  throw new IllegalArgumentException(e);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      double seconds = (System.nanoTime() - start) / 1e9;
      rows.commit();
      return files.size() / seconds;
    }
  }

  /** The most that ever was in use, garbage included, of all parts of the heap together. */
  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        >> 20;
  }

  /** As Linux counts it; 0 elsewhere. */
  private static long peakResident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }
}
