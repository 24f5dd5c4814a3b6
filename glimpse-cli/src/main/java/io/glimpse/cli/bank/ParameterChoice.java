package io.glimpse.cli.bank;

import io.glimpse.cli.console.UsageException;
import io.glimpse.method.Selection;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how the parameters of a bank are chosen. */
final class ParameterChoice {

  @Option(
      names = "--select",
      paramLabel = "S",
      description =
          "How to choose parameters: loo, val (with --val) or fixed. Default: val with --val, else loo; "
              + "of a bank that goes to another encoder, as it was.")
  @Nullable String select;

  @Option(
      names = "--val",
      paramLabel = "VAL_DIR",
      description = "Pictures to choose parameters on: one folder a class, or a table.")
  @Nullable Path validation;

  /** What was asked for; null where nothing was. */
  @Nullable Selection selection() {
    if (select == null) {
      return null;
    }
    Selection chosen = Selection.of(select);
    if (chosen == Selection.REFERENCE) {
      throw new UsageException(
          "a bank is never chosen on test pictures; --select is loo, val or fixed");
    }
    if ((chosen == Selection.VALIDATION) != (validation != null)) {
      throw new UsageException("--select val and --val VAL_DIR go together");
    }
    return chosen;
  }
}
