package io.glimpse.cli.answers;

import io.glimpse.cli.console.CommonOptions;
import io.glimpse.cli.console.InputOptions;
import io.glimpse.cli.console.UsageException;
import io.glimpse.method.Prediction;
import io.glimpse.sorting.Destination;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what answers look like and where they go. */
final class OutputOptions {

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "5",
      description = "Classes to show a picture; default: 5.")
  int top = 5;

  @Option(
      names = "--min-probability",
      paramLabel = "P",
      description = "Below this probability, 0 to 1, an answer is \"not sure\".")
  @Nullable Double least;

  @Option(
      names = "--jsonl",
      description =
          "Print each answer at once, a line of JSON as in the results of --json; also each error.")
  boolean jsonLines;

  @Option(
      names = "--csv",
      paramLabel = "F",
      description =
          "Also a table: path, class, probability, unknown, unsure, place, error, class2, ... Rows "
              + "go to F.part as they come, which becomes F at the end; - prints them.")
  @Nullable Path csv;

  @Option(
      names = "--explain",
      paramLabel = "DIR",
      description = "Write a page with the evidence for every answer.")
  @Nullable Path explain;

  /** Whether an answer would go anywhere else than it does by itself. */
  boolean isGiven() {
    return least != null || jsonLines || csv != null || explain != null;
  }

  /** Checks the options before anything is opened. */
  void check(CommonOptions common) {
    if (top < 1) {
      throw new UsageException("--top must be at least 1, not " + top);
    }
    if (least != null && !(least >= 0 && least <= 1)) {
      throw new UsageException("--min-probability must be from 0 to 1, not " + least);
    }
    if (jsonLines && common.json) {
      throw new UsageException("--json and --jsonl exclude each other");
    }
    if (csv != null && csv.toString().equals(InputOptions.STDIN) && (jsonLines || common.json)) {
      throw new UsageException("--csv - prints the table, so --json and --jsonl cannot print too");
    }
  }

  /** Whether an answer is not sure enough; null where nothing is said. */
  @Nullable Boolean isUnsure(Prediction prediction) {
    return least == null ? null : Destination.of(prediction, least).equals(Destination.UNSURE);
  }

  /** The probability that a class needs; 0 where nothing is said. */
  double least() {
    return least == null ? 0 : least;
  }
}
