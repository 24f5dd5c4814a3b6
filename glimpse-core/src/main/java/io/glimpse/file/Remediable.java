package io.glimpse.file;

import org.jspecify.annotations.Nullable;

/** A failure that knows what can be done about it. */
public interface Remediable {

  /** What can be done, whose phrase is part of the message; null if that is not known. */
  @Nullable Remedy remedy();
}
