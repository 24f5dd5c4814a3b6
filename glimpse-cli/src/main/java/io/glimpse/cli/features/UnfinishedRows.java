package io.glimpse.cli.features;

import io.glimpse.featurefile.EncodedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what an encoding leaves that ends before its end, and what can be done with it. */
final class UnfinishedRows {

  private UnfinishedRows() {}

  /** How far it came, how to go on, and what takes room on a disk that may be full. */
  static String sentence(EncodedRows rows) {
    String goesOn =
        (rows.done() == 1 ? "1 picture is" : rows.done() + " pictures are")
            + " done, and the same command goes on with the next";
    try {
      long bytes = 0;
      for (Path file : rows.unfinished()) {
        bytes += Files.exists(file) ? Files.size(file) : 0;
      }
      return String.format(
          Locale.ROOT,
          "%s; to give them up, and the %.1f MB that they take until then, delete %s",
          goesOn,
          bytes / 1e6,
          rows.unfinished().stream().map(Path::toString).collect(Collectors.joining(" and ")));
    } catch (IOException e) {
      return goesOn;
    }
  }
}
