package io.glimpse.cli.answers;

import io.glimpse.cli.console.InputOptions;
import io.glimpse.cli.console.UsageException;
import io.glimpse.progress.Notes;
import io.glimpse.sorting.Placing;
import io.glimpse.sorting.SortPlan;
import io.glimpse.sorting.SortedFolder;
import io.glimpse.sorting.Sorting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that put pictures into folders by their answers. */
final class SortOptions {

  @Option(
      names = "--sort-into",
      paramLabel = "DIR",
      description =
          "Put each picture into DIR/CLASS, those of no class into '_none of these', those not sure "
              + "into '_unsure'. Nothing is overwritten; a run that was stopped goes on when it is "
              + "given again.")
  @Nullable Path folder;

  @Option(names = "--copy", description = "With --sort-into: copy pictures.")
  boolean copy;

  @Option(names = "--link", description = "With --sort-into: make symbolic links to pictures.")
  boolean link;

  @Option(names = "--move", description = "With --sort-into: move pictures.")
  boolean move;

  @Option(names = "--dry-run", description = "With --sort-into: say what would be done.")
  boolean dryRun;

  @Option(
      names = "--undo",
      paramLabel = "DIR",
      description = "Take back what was sorted into DIR; needs nothing else.")
  @Nullable Path undo;

  /** Checks the options before anything is opened. */
  void check(List<String> paths) {
    int ways = (copy ? 1 : 0) + (link ? 1 : 0) + (move ? 1 : 0);
    if (folder == null && (ways > 0 || dryRun)) {
      throw new UsageException("--copy, --link, --move and --dry-run go with --sort-into DIR");
    }
    if (folder != null && ways != 1) {
      throw new UsageException("--sort-into needs one of --copy, --link and --move");
    }
    if (folder != null && paths.contains(InputOptions.STDIN)) {
      throw new UsageException(
          "a picture on stdin is no file, so --sort-into cannot put it anywhere");
    }
  }

  /**
   * Checks that nothing is asked beside {@code --undo}.
   *
   * @param others whether pictures are named, or what answers, or where answers go
   */
  void checkUndo(boolean others) {
    if (others || folder != null || copy || link || move || dryRun) {
      throw new UsageException("--undo takes back what was sorted, and goes with nothing else");
    }
  }

  /** A folder to sort into, or the plan for it. */
  Sorting open(Path into, Notes notes) throws IOException {
    return dryRun ? SortPlan.of(into, placing()) : SortedFolder.open(into, placing(), notes);
  }

  private Placing placing() {
    if (copy) {
      return Placing.COPY;
    }
    return link ? Placing.LINK : Placing.MOVE;
  }

  /** What stands before the place of a picture in a line for people. */
  String beforePlace() {
    return dryRun ? " (would " + placing().name().toLowerCase(Locale.ROOT) + " to " : " -> ";
  }

  /** What stands behind it. */
  String behindPlace() {
    return dryRun ? ")" : "";
  }
}
