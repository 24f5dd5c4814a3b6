package io.glimpse.image;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A picture cannot be used: its file is unreadable, of an unknown format, cut off, damaged or too
 * large. The message is one sentence that begins with the file's name.
 */
public final class ImageException extends IOException {

  private static final long serialVersionUID = 1L;

  ImageException(String message) {
    super(message);
  }

  /** For those who take other files to pictures; the message begins with the file's name. */
  public ImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
