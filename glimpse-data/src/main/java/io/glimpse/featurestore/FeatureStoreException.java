package io.glimpse.featurestore;

import java.io.IOException;
import java.nio.file.Path;

/** Stored or ready features that cannot be used: one sentence, the file or folder first. */
public final class FeatureStoreException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param file what this is about
   * @param reason what is wrong and what to do, to be read after the file's name
   */
  FeatureStoreException(Path file, String reason) {
    super(file + ": " + reason);
  }

  /** As above, with the exception that revealed it. */
  FeatureStoreException(Path file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
  }
}
