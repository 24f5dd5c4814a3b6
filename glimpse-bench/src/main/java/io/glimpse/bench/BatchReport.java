package io.glimpse.bench;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Whether pictures that are encoded together are encoded faster: {@code BatchReport [ENCODER
 * [THREADS]]}.
 *
 * <p>As many callers as threads encode prepared pictures of noise, each with one thread of its own,
 * in calls of 1 to 16. Sizes take turns, so that what else the machine does meets all alike.
 */
public final class BatchReport {

  private static final int[] SIZES = {1, 2, 4, 8, 16};
  private static final int ROUNDS = 15;
  private static final int PICTURES = 64;

  private BatchReport() {}

  /** Prints a line for every size: pictures a second, and what that is beside one by one. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String name = args.length > 0 ? args[0] : Encoders.DEFAULT;
    int threads =
        args.length > 1 ? Integer.parseInt(args[1]) : Runtime.getRuntime().availableProcessors();
    try (Encoder encoder = Encoders.open(name, new EncoderOptions(Precision.FP32, 1))) {
      double[][] rates = new double[SIZES.length][ROUNDS];
      for (int round = -2; round < ROUNDS; round++) {
        for (int s = 0; s < SIZES.length; s++) {
          double rate = rate(encoder, threads, SIZES[s]);
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
    }
  }

  private static double rate(Encoder encoder, int threads, int together)
      throws InterruptedException {
    List<Thread> callers = new ArrayList<>();
    int length = encoder.preprocessing().length();
    for (int t = 0; t < threads; t++) {
      float[] noise = new float[together * length];
      Random random = new Random(t);
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (float) random.nextGaussian();
      }
      FloatBuffer pixels = FloatBuffer.wrap(noise);
      callers.add(
          new Thread(
              () -> {
                for (int done = 0; done < PICTURES; done += together) {
                  encoder.encodeRawGlobals(pixels.duplicate(), together);
                }
              }));
    }
    long from = System.nanoTime();
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
    return threads * PICTURES / ((System.nanoTime() - from) / 1e9);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
