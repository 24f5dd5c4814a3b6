package io.glimpse.cli.data;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.UsageException;
import io.glimpse.data.Dataset;
import io.glimpse.data.Datasets;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that say which data set, and where it is. */
final class DataOptions {

  @Parameters(
      paramLabel = "NAME",
      description =
          "A data set of 'glimpse data list', or a folder or table (CSV, TSV, JSON lines) below the"
              + " root.")
  String name = "";

  @Option(
      names = "--root",
      paramLabel = "DIR",
      required = true,
      description = "The folder that holds the data sets' folders, or the data set's own.")
  Path root = Path.of("");

  /** Opens the data set, and says what is to be known of how it was read. */
  Dataset open(Console console) throws IOException {
    Dataset dataset;
    try {
      dataset = Datasets.open(name, root);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    dataset.notes().forEach(console::note);
    return dataset;
  }
}
