package io.glimpse.method;

import io.glimpse.train.BatchOrder;
import java.util.Arrays;

/** The batch orders of the reference implementation. */
final class FixtureOrder {

  private FixtureOrder() {}

  /** Batches that are listed one by one; those of an epoch hold every row once. */
  static BatchOrder of(int[][] batches) {
    int[] all = Arrays.stream(batches).flatMapToInt(Arrays::stream).toArray();
    return (rows, epoch, seed) -> Arrays.copyOfRange(all, epoch * rows, (epoch + 1) * rows);
  }
}
