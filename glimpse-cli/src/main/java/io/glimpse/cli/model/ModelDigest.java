package io.glimpse.cli.model;

import io.glimpse.cli.console.UsageException;
import io.glimpse.model.ModelFile;

/** A SHA-256 on the command line. */
final class ModelDigest {

  private ModelDigest() {}

  /** Its 64 lower-case digits. */
  static String of(String typed) {
    try {
      return ModelFile.digest(typed);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--sha256: " + e.getMessage());
    }
  }
}
