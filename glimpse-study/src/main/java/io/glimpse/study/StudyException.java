package io.glimpse.study;

import java.io.IOException;
import java.nio.file.Path;

/** A study folder or its data cannot be used: one sentence that begins with the file. */
public final class StudyException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param file what this is about
   * @param reason to be read after the file's name
   */
  StudyException(Path file, String reason) {
    super(file + ": " + reason);
  }

  /** As {@link #StudyException(Path, String)}, with the exception that revealed it. */
  StudyException(Path file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
  }
}
