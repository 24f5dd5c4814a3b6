package io.glimpse.bench;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Pictures a second of one encoder: from noise in memory, and from the files of a folder.
 *
 * <p>Arguments: encoder, precision, threads, seconds, folder, and the .npy file for the files'
 * features. Prints one JSON object.
 */
public final class EncoderReport {

  private static final int BATCH = ImagePipeline.TOGETHER;

  /** Files that are encoded before the clock starts. */
  private static final int WARM_UP = 40;

  private EncoderReport() {}

  /** Measures and prints. */
  public static void main(String[] args) throws Exception {
    Precision precision = Precision.valueOf(args[1].toUpperCase(Locale.ROOT));
    int threads = Integer.parseInt(args[2]);
    double seconds = Double.parseDouble(args[3]);
    Path out = Path.of(args[5]);
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of(args[4]))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    try (Encoder encoder = Encoders.open(args[0], new EncoderOptions(precision, 1))) {
      encodeNoise(encoder, threads, seconds / 4);
      double alone = encodeNoise(encoder, threads, seconds);
      // Decoding is compiled while it runs; what counts is the rate of a long run.
      encodeFiles(encoder, files.subList(0, Math.min(WARM_UP, files.size())), threads, out);
      double fromFiles = encodeFiles(encoder, files, threads, out);
      System.out.printf(
          Locale.ROOT,
          "{\"fingerprint\": \"%s\", \"alone\": %.3f, \"files\": %.3f, \"heap_mb\": %d,"
              + " \"resident_mb\": %d}%n",
          encoder.fingerprint(),
          alone,
          fromFiles,
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20,
          peakResident());
    }
  }

  /** A caller for every thread, each with a batch of its own. */
  private static double encodeNoise(Encoder encoder, int threads, double seconds)
      throws InterruptedException {
    AtomicLong pictures = new AtomicLong();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    Thread[] callers = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      FloatBuffer pixels = noise(encoder.preprocessing().length() * BATCH, t);
      callers[t] =
          new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  encoder.encodeImages(pixels, BATCH);
                  pictures.addAndGet(BATCH);
                }
              });
      callers[t].start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    return pictures.get() / ((System.nanoTime() - start) / 1e9);
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

  private static double encodeFiles(Encoder encoder, List<Path> files, int threads, Path out)
      throws IOException {
    long start = System.nanoTime();
    try (NpyWriter rows = NpyWriter.float32(out, encoder.dimension())) {
      new ImagePipeline(encoder, DecodeOptions.defaults(), threads)
          .run(
              files,
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
