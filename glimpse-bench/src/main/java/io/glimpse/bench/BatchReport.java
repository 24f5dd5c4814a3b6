package io.glimpse.bench;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Whether pictures that are encoded together are encoded faster: {@code BatchReport [ENCODER
 * [THREADS]]}.
 *
 * <p>As many callers as threads encode prepared pictures of noise, each with one thread of its own,
 * in calls of 1 to 16. Sizes take turns, so that what else the machine does meets all alike.
 */
public final class BatchReport {

  private static final int[] SIZES = {1, 2, 4, 8, 16};
  private static final int ROUNDS = 9;
  private static final int PICTURES = 32;

  private BatchReport() {}

  /** Prints a line for every size: pictures a second, and what that is beside one by one. */
  public static void main(String[] args) throws Exception {
    String name = args.length > 0 ? args[0] : Encoders.DEFAULT;
    int threads =
        args.length > 1 ? Integer.parseInt(args[1]) : Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Encoder encoder = Encoders.open(name, new EncoderOptions(Precision.FP32, 1))) {
      double[][] rates = new double[SIZES.length][ROUNDS];
      for (int round = -2; round < ROUNDS; round++) {
        for (int s = 0; s < SIZES.length; s++) {
          double rate = rate(pool, encoder, threads, SIZES[s]);
          if (round >= 0) {
            rates[s][round] = rate;
          }
        }
      }
      for (int s = 0; s < SIZES.length; s++) {
        double[] beside = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
          beside[round] = rates[s][round] / rates[0][round];
        }
        System.out.printf(
            Locale.ROOT,
            "%s, %d callers, %2d together: %7.1f pictures a second, %.3f of one by one%n",
            name,
            threads,
            SIZES[s],
            median(rates[s]),
            median(beside));
      }
    } finally {
      pool.shutdown();
    }
  }

  private static double rate(ExecutorService pool, Encoder encoder, int threads, int together)
      throws InterruptedException, ExecutionException {
    List<Callable<Integer>> callers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      FloatBuffer pixels = noise(together * encoder.preprocessing().length(), t);
      callers.add(
          () -> {
            int done = 0;
            while (done < PICTURES) {
              done += encoder.encodeRawGlobals(pixels.duplicate(), together).size();
            }
            return done;
          });
    }
    int pictures = 0;
    long from = System.nanoTime();
    for (Future<Integer> caller : pool.invokeAll(callers)) {
      pictures += caller.get();
    }
    return pictures / ((System.nanoTime() - from) / 1e9);
  }

  /** The networks read native memory alone. */
  private static FloatBuffer noise(int length, int seed) {
    FloatBuffer noise =
        ByteBuffer.allocateDirect(length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(seed);
    for (int i = 0; i < length; i++) {
      noise.put(i, (float) random.nextGaussian());
    }
    return noise;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
