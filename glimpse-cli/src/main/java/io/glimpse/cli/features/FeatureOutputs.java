package io.glimpse.cli.features;

import io.glimpse.cli.console.Outputs;
import io.glimpse.cli.console.UsageException;
import io.glimpse.featurefile.FeatureDescription;
import io.glimpse.featurefile.RowPaths;
import io.glimpse.file.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses features that would be written over each other, over what is read, or over others' files.
 */
final class FeatureOutputs {

  private FeatureOutputs() {}

  /**
   * Checks before anything is opened.
   *
   * @param outputs files of features, each of which gets a description, and may get a list of rows,
   *     beside it
   * @param inputs files that are read
   * @throws UsageException naming the two files that are one
   */
  static void check(List<Path> outputs, List<Path> inputs) throws IOException {
    List<Path> written = new ArrayList<>();
    for (Path output : outputs) {
      for (Path file :
          List.of(output, FeatureDescription.beside(output), RowPaths.beside(output))) {
        written.add(file);
      }
    }
    Outputs.requireNotAmong(written, inputs);
    for (Path output : outputs) {
      try {
        FeatureDescription.requireOwn(output);
      } catch (InputException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
  }
}
