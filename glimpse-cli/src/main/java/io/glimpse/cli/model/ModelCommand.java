package io.glimpse.cli.model;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glimpse model}: the encoders' weights on this machine. */
@Command(
    name = "model",
    description = {
      "Fetches, imports, checks and removes the models that --encoder names.",
      "They live in $GLIMPSE_HOME/models; HF_ENDPOINT, HF_HOME and HTTPS_PROXY are respected. A"
          + " file catalogue.json there adds models of your own."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ModelListCommand.class,
      ModelPullCommand.class,
      ModelImportCommand.class,
      ModelVerifyCommand.class,
      ModelRemoveCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse model list",
      "  glimpse model pull ViT-B/32",
      "  glimpse model import RN50.pt --name RN50",
      "  glimpse model import dinov2-base/ --name dino"
    })
public final class ModelCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification");
    }
    throw new ParameterException(
        spec.commandLine(), "a command is missing: list, pull, import, verify or rm");
  }
}
