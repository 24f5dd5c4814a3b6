package io.glimpse.featurefile;

import io.glimpse.feature.NpySource;
import java.util.Locale;
import java.util.Optional;

/**
 * Watches the rows of an array for one whose length is not 1, which most methods take for granted.
 * Rounding to 16 bits leaves the length within a hundredth.
 */
final class OffUnitRows implements NpySource.RowLengths {

  private static final double MOST_OFF = 1e-2;

  private final Object name;
  private int first = Integer.MAX_VALUE;
  private int firstToken;
  private double firstLength;

  OffUnitRows(Object name) {
    this.name = name;
  }

  @Override
  public void read(int row, int token, double length) {
    if (Math.abs(length - 1) > MOST_OFF) {
      note(row, token, length);
    }
  }

  /** Blocks come in any order; the first row is named. */
  private synchronized void note(int row, int token, double length) {
    if (row < first || (row == first && token < firstToken)) {
      first = row;
      firstToken = token;
      firstLength = length;
    }
  }

  /** A sentence that names file, row and length; empty where all rows that were read are unit. */
  synchronized Optional<String> sentence() {
    return first == Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s: row %d%s has the length %.4g",
                name,
                first,
                firstToken == 0 ? "" : ", token " + firstToken,
                firstLength));
  }
}
