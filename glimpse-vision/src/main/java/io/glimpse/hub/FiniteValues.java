package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Holds what a network gives to be numbers. */
final class FiniteValues {

  private FiniteValues() {}

  /**
   * Refuses a value that is not finite.
   *
   * @throws CheckpointException naming the network and its output
   */
  static void require(Path file, String output, float[] values) throws CheckpointException {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new CheckpointException(
            file,
            "gives %s in its output %s; take a variant of more precision, or fetch it anew"
                .formatted(value, output));
      }
    }
  }

  /** The values of a run, where nobody expects a file to be at fault. */
  static float[] of(Path file, String output, float[] values) {
    try {
      require(file, output, values);
      return values;
    } catch (CheckpointException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
