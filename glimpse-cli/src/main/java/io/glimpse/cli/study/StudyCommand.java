package io.glimpse.cli.study;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glimpse study}: experiments over data sets, encoders, methods, shots and seeds. */
@Command(
    name = "study",
    description = "Runs experiments that resume, and reports on them beside the papers' figures.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {StudyRunCommand.class, StudyReportCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse study run caltech101 --root data/ --out out/caltech",
      "  glimpse study run caltech101 dtd --features features/ --methods zero-shot,tip --out out/f",
      "  glimpse study report out/caltech"
    })
public final class StudyCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification");
    }
    throw new ParameterException(spec.commandLine(), "a command is missing: run or report");
  }
}
