package io.glimpse.method;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The batch orders of the reference implementation. */
final class FixtureOrder {

  /** Rows in the order of {@code (7919 i + 104729 (epoch + 1)) mod 1000003}. */
  static final BatchOrder REFERENCE =
      (rows, epoch, seed) ->
          IntStream.range(0, rows)
              .boxed()
              .sorted(
                  Comparator.comparingLong(i -> (i * 7919L + 104729L * (epoch + 1)) % 1_000_003))
              .mapToInt(Integer::intValue)
              .toArray();

  private FixtureOrder() {}

  /** Batches that are listed one by one; those of an epoch hold every row once. */
  static BatchOrder of(int[][] batches) {
    int[] all = Arrays.stream(batches).flatMapToInt(Arrays::stream).toArray();
    return (rows, epoch, seed) -> Arrays.copyOfRange(all, epoch * rows, (epoch + 1) * rows);
  }
}
