package io.glimpse.study;

import java.util.Optional;

/**
 * An experiment that was asked for, as its key tells it.
 *
 * @param dataset its name
 * @param encoder its name
 * @param variant the method with what was set
 * @param shots a class; 0 for a method that uses none
 * @param seed 0 without shots
 * @param protocol its label
 */
public record PlannedCell(
    String dataset, String encoder, String variant, int shots, long seed, String protocol) {

  private static final int FIELDS = 6;

  /** Reads a key; empty where it is none. */
  public static Optional<PlannedCell> ofKey(String key) {
    String[] parts = key.split("\\|", -1);
    if (parts.length != FIELDS || !(parts[3] + parts[4]).matches("\\d{1,9}-?\\d{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(
        new PlannedCell(
            parts[0],
            parts[1],
            parts[2],
            Integer.parseInt(parts[3]),
            Long.parseLong(parts[4]),
            parts[5]));
  }
}
