package io.glimpse.cli.features;

import io.glimpse.cli.console.CommandException;
import io.glimpse.featurefile.FeatureFiles;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import java.util.List;

/**
 * What is said of features whose rows are not as long as a method expects them. They are used as
 * they are; whatever goes wrong then goes wrong because of it.
 */
record ExpectedRows(Method method, FeatureFiles files) {

  /** A sentence for every file that has such rows; of those that were read. */
  List<String> warnings() {
    return sentences().stream().map(rows -> rows + "; features are used as stored").toList();
  }

  /** What is to be said of a failure. */
  RuntimeException failure(IllegalArgumentException e) {
    List<String> rows = sentences();
    return rows.isEmpty()
        ? e
        : new CommandException(
            rows.get(0) + "; normalise the features first (" + e.getMessage() + ")");
  }

  private List<String> sentences() {
    if (method.needs(Need.RAW)) {
      return List.of();
    }
    return files.offUnitRows().stream()
        .map(rows -> rows + ", but '" + method.name() + "' expects rows of length 1")
        .toList();
  }
}
