package io.glimpse.cli.features;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glimpse encode}: features of pictures and texts as .npy files. */
@Command(
    name = "encode",
    description = "Writes features of pictures or texts as .npy files.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {EncodeImagesCommand.class, EncodeTextCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse encode images photos/ -o photos.npy",
      "  glimpse encode text --texts names.txt -o names.npy"
    })
public final class EncodeCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification");
    }
    throw new ParameterException(spec.commandLine(), "a command is missing: images or text");
  }
}
