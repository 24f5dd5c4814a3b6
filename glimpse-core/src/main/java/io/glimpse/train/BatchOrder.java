package io.glimpse.train;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/** The order in which an epoch goes through the shots; batches are cut from it. */
@FunctionalInterface
public interface BatchOrder {

  /** Shuffled anew in every epoch, by the seed alone. */
  BatchOrder SHUFFLED = BatchOrder::shuffled;

  /**
   * Rows in the order of {@code (7919 i + 104729 (epoch + 1)) mod 1000003}, whatever the seed: an
   * order that other implementations can repeat, so that trained weights can be compared.
   */
  BatchOrder PORTABLE = BatchOrder::portable;

  /**
   * The rows 0 to {@code rows - 1}, each once.
   *
   * @param epoch from 0
   */
  int[] order(int rows, int epoch, long seed);

  private static int[] portable(int rows, int epoch, long seed) {
    return IntStream.range(0, rows)
        .boxed()
        .sorted(Comparator.comparingLong(i -> (i * 7919L + 104729L * (epoch + 1L)) % 1_000_003))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] shuffled(int rows, int epoch, long seed) {
    Random random = random(seed, epoch);
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** A generator for one epoch; those of other epochs and seeds have nothing to do with it. */
  static Random random(long seed, int epoch) {
    return new Random((seed + 1) * 0x9E3779B97F4A7C15L ^ epoch * 0xD1B54A32D192ED03L);
  }
}
