package io.glimpse.cloud;

import io.glimpse.file.Remediable;
import io.glimpse.file.Remedy;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A point cloud that cannot be used: missing, of an unknown format, cut off, damaged, or with
 * coordinates that are no numbers. The message is one sentence that begins with the file's name.
 */
public final class CloudException extends IOException implements Remediable {

  private static final long serialVersionUID = 1L;

  private final @Nullable Remedy remedy;

  CloudException(String message) {
    this(message, (Throwable) null);
  }

  /** With what can be done about it; the message has its phrase. */
  CloudException(String message, Remedy remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  CloudException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = null;
  }

  @Override
  public @Nullable Remedy remedy() {
    return remedy;
  }
}
