package io.glimpse.server.limit;

import java.util.Locale;

/**
 * One thing that the service takes on so much of, and what a request gets that wants more. The name
 * is that of an option, of a variable of the environment, and of a field of {@code /v1/info}.
 */
public enum Limit {
  /** Bytes of a request's body. */
  MAX_BODY("Bytes of a request's body", 32L << 20, 1 << 10, 512L << 20, 413),
  /** Pixels of a picture, before it is made smaller. */
  MAX_PIXELS("Pixels of a picture", 64_000_000, 1, Integer.MAX_VALUE, 413),
  /** Pictures of one request. */
  MAX_IMAGES("Pictures in a request", 64, 1, 10_000, 413),
  /** Classes of a request or a bank. */
  MAX_CLASSES("Classes in a request or a bank", 10_000, 1, 1_000_000, 422),
  /** Requests that are read and answered at a time. */
  MAX_IN_FLIGHT("Requests at a time", 128, 1, 10_000, 503),
  /** Pictures that wait for a processor. */
  MAX_QUEUE("Pictures that wait for a processor", 256, 1, 100_000, 429),
  /** Bytes of all bodies that are held at a time. */
  MAX_MEMORY("Bytes of all bodies at a time", 256L << 20, 1 << 20, 64L << 30, 503),
  /** Bytes of features of pictures that may come again; 0 for none. */
  FEATURE_MEMORY(
      "Bytes of features that are kept for pictures that come again", 64L << 20, 0, 64L << 30, 0),
  /** Bytes of banks that are kept in memory. */
  BANK_MEMORY("Bytes of banks that are kept in memory", 512L << 20, 1 << 20, 1L << 40, 0),
  /** Open connections; a client beyond them waits to be connected. */
  MAX_CONNECTIONS("Open connections", 1024, 1, 100_000, 0),
  /** Seconds that a client may take to send a body. */
  BODY_TIMEOUT("Seconds to send a body in", 30, 1, 3600, 408),
  /** Seconds that a request may wait and be worked on. */
  DEADLINE("Seconds to answer in", 60, 1, 3600, 503),
  /** Seconds in which a service that ends finishes what it has begun. */
  GRACE("Seconds to finish in when it is stopped", 30, 0, 3600, 0);

  private final String summary;
  private final long usual;
  private final long least;
  private final long most;
  private final int status;

  Limit(String summary, long usual, long least, long most, int status) {
    this.summary = summary;
    this.usual = usual;
    this.least = least;
    this.most = most;
    this.status = status;
  }

  /** The name with hyphens, as options have it: {@code max-body}. */
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name of the variable in the environment: {@code GLIMPSE_MAX_BODY}. */
  public String variable() {
    return "GLIMPSE_" + name();
  }

  /** The name as a field of a document: {@code max_body}. */
  public String field() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it counts, in a few words. */
  public String summary() {
    return summary;
  }

  /** Its value where nobody says another. */
  public long usual() {
    return usual;
  }

  /** The status of what is beyond it; 0 where no request is refused for it. */
  public int status() {
    return status;
  }

  /**
   * Checks a value.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  long checked(long value) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, not %d".formatted(option(), least, most, value));
    }
    return value;
  }
}
