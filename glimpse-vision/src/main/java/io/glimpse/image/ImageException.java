package io.glimpse.image;

import io.glimpse.file.Remediable;
import io.glimpse.file.Remedy;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A picture cannot be used: its file is unreadable, of an unknown format, cut off, damaged or too
 * large. The message is one sentence that begins with the file's name.
 */
public final class ImageException extends IOException implements Remediable {

  private static final long serialVersionUID = 1L;

  private final @Nullable Remedy remedy;

  ImageException(String message) {
    this(message, (Throwable) null);
  }

  /** With what can be done about it; the message has its phrase. */
  ImageException(String message, Remedy remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** For those who take other files to pictures; the message begins with the file's name. */
  public ImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.remedy = cause instanceof Remediable known ? known.remedy() : null;
  }

  @Override
  public @Nullable Remedy remedy() {
    return remedy;
  }
}
