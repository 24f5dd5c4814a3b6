package io.glimpse.cli.data;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glimpse data}: the data sets of the few-shot papers, and your own. */
@Command(
    name = "data",
    description = "Lists and checks data sets, and draws few-shot samples from them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DataListCommand.class, DataCheckCommand.class, DataSampleCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse data list",
      "  glimpse data check caltech101 --root data/",
      "  glimpse data sample caltech101 --root data/ --shots 16 --seed 1"
    })
public final class DataCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification");
    }
    throw new ParameterException(spec.commandLine(), "a command is missing: list, check or sample");
  }
}
