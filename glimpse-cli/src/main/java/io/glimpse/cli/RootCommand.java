package io.glimpse.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code glimpse} itself. */
@Command(
    name = "glimpse",
    description = "Classifies pictures into classes that you name on the spot.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      ClassifyCommand.class,
      EvaluateCommand.class,
      BankCommand.class,
      EncodeCommand.class,
      PreprocessCommand.class,
      TokenizeCommand.class,
      EvalFeaturesCommand.class,
      CompletionCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse demo",
      "  glimpse classify photo.jpg --classes cat,dog,\"snow leopard\"",
      "  glimpse bank build shots/ -o my.bank && glimpse classify photo.jpg --bank my.bank",
      "  glimpse COMMAND --help"
    })
final class RootCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Show the version and exit.")
  boolean version;

  @Option(names = "--verbose", description = "With --version: what answers inside.")
  boolean verbose;

  @Option(names = "--json", description = "With --version: as JSON.")
  boolean json;

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification");
    }
    if (version) {
      new VersionInfo(verbose).print(json);
    } else {
      throw new ParameterException(
          spec.commandLine(), "a command is missing, such as 'glimpse demo'");
    }
  }
}
