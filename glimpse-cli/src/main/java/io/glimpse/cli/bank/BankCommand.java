package io.glimpse.cli.bank;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glimpse bank}: few-shot classifiers in a file. */
@Command(
    name = "bank",
    description = "Builds and changes banks: a few-shot classifier in one file.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BankBuildCommand.class,
      BankShowCommand.class,
      BankAddCommand.class,
      BankRemoveCommand.class,
      BankMergeCommand.class,
      BankRenameCommand.class,
      BankTuneCommand.class,
      BankMigrateCommand.class,
      BankCheckCommand.class,
      BankSuggestCommand.class,
      BankFeaturesCommand.class,
      BankExportCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse bank build shots/ -o my.bank",
      "  glimpse bank add my.bank --class \"wing nut\" new1.jpg new2.jpg",
      "  glimpse bank show my.bank",
      "  glimpse bank check my.bank",
      "  glimpse bank migrate my.bank --encoder ViT-B/32",
      "  glimpse bank export my.bank -o my.onnx"
    })
public final class BankCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification");
    }
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: build, show, add, remove, merge, rename, tune, migrate, check,"
            + " suggest, features or export");
  }
}
