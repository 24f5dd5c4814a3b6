package io.glimpse.cli.features;

import io.glimpse.cli.console.UsageException;
import io.glimpse.featurefile.FeatureDescription;
import io.glimpse.featurefile.RowPaths;
import io.glimpse.file.InputException;
import java.io.IOException;
import java.nio.file.Files;
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
        for (Path other : written) {
          if (areSame(file, other)) {
            throw new UsageException(file + " and " + other + " would be written to one file");
          }
        }
        for (Path input : inputs) {
          if (areSame(file, input)) {
            throw new UsageException(input + " would be replaced by features; choose another name");
          }
        }
        written.add(file);
      }
      try {
        FeatureDescription.requireOwn(output);
      } catch (InputException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Checks files without descriptions before anything is opened.
   *
   * @throws UsageException naming the two files that are one
   */
  static void checkPlain(List<Path> outputs, List<Path> inputs) throws IOException {
    for (int i = 0; i < outputs.size(); i++) {
      Path output = outputs.get(i);
      for (Path other : outputs.subList(0, i)) {
        if (areSame(output, other)) {
          throw new UsageException(output + " and " + other + " would be written to one file");
        }
      }
      for (Path input : inputs) {
        if (areSame(output, input)) {
          throw new UsageException(input + " is read, and would be replaced; choose another name");
        }
      }
    }
  }

  private static boolean areSame(Path a, Path b) throws IOException {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize())
        || (Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b));
  }
}
