package io.glimpse.cloud;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A point cloud that cannot be used: missing, of an unknown format, cut off, damaged, or with
 * coordinates that are no numbers. The message is one sentence that begins with the file's name.
 */
public final class CloudException extends IOException {

  private static final long serialVersionUID = 1L;

  CloudException(String message) {
    super(message);
  }

  CloudException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
