package io.glimpse.method;

import io.glimpse.file.Remediable;
import io.glimpse.file.Remedy;
import org.jspecify.annotations.Nullable;

/** A method or parameter that does not exist, or a value that it does not take. */
public final class ParameterException extends IllegalArgumentException implements Remediable {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable Remedy remedy;

  public ParameterException(String message) {
    super(message);
    this.remedy = null;
  }

  /** With what can be done about it; the message has its phrase. */
  public ParameterException(String message, Remedy remedy) {
    super(message);
    this.remedy = remedy;
  }

  @Override
  public @Nullable Remedy remedy() {
    return remedy;
  }
}
