package io.glimpse.model;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param connect until a connection stands
 * @param silence until an answer begins, and between two pieces of it
 * @param attempts in a row that bring no new byte
 * @param firstWait before the second attempt; it doubles with each further one
 * @param longestWait whatever the number of attempts, and whatever the server asks for
 */
record TransferSettings(
    Duration connect, Duration silence, int attempts, Duration firstWait, Duration longestWait) {

  static TransferSettings defaults() {
    return new TransferSettings(
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        6,
        Duration.ofSeconds(1),
        Duration.ofMinutes(1));
  }

  /** The pause before attempt {@code failures + 1}. */
  Duration pause(int failures) {
    Duration wait = firstWait.multipliedBy(1L << Math.min(failures - 1, 20));
    return wait.compareTo(longestWait) < 0 ? wait : longestWait;
  }
}
