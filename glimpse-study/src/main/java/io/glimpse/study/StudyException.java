package io.glimpse.study;

import io.glimpse.file.Remediable;
import io.glimpse.file.Remedy;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A study folder or its data cannot be used: one sentence that begins with the file. */
public final class StudyException extends IOException implements Remediable {

  private static final long serialVersionUID = 1L;

  private final @Nullable Remedy remedy;

  /**
   * @param file what this is about
   * @param reason to be read after the file's name
   */
  StudyException(Path file, String reason) {
    this(file, reason, null, null);
  }

  private StudyException(
      Path file, String reason, @Nullable Remedy remedy, @Nullable Throwable cause) {
    super(file + ": " + reason, cause);
    this.remedy = remedy;
  }

  /** As {@link #StudyException(Path, String)}, with the exception that revealed it. */
  StudyException(Path file, String reason, Throwable cause) {
    this(file, reason, null, cause);
  }

  /** A folder that a study cannot be in, so that another one is to be chosen. */
  static StudyException elsewhere(Path file, String reason, @Nullable Throwable cause) {
    Remedy other = new Remedy(Remedy.Kind.CHOOSE_FOLDER);
    return new StudyException(file, reason + other.phrase(), other, cause);
  }

  @Override
  public @Nullable Remedy remedy() {
    return remedy;
  }
}
