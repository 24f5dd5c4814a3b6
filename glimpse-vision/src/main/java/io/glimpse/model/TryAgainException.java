package io.glimpse.model;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A download failed in a way that another attempt may mend. */
final class TryAgainException extends IOException {

  private static final long serialVersionUID = 1L;

  private final @Nullable Duration after;

  TryAgainException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.after = null;
  }

  /** The server asked for a pause. */
  TryAgainException(String message, @Nullable Duration after) {
    super(message);
    this.after = after;
  }

  /** The pause that the server asked for, or null. */
  @Nullable Duration after() {
    return after;
  }
}
