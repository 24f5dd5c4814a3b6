package io.glimpse.cli.serve;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glimpse token}: who may ask the service. */
@Command(
    name = "token",
    description = {
      "Makes, lists and revokes the tokens that requests to the service need.",
      "As soon as there is one, every request needs one; a running service knows it at once."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TokenCreateCommand.class, TokenListCommand.class, TokenRevokeCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse token create --name camera --scope read",
      "  glimpse token list",
      "  glimpse token revoke 3fa9c2d1"
    })
public final class TokenCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification");
    }
    throw new ParameterException(
        spec.commandLine(), "a command is missing: create, list or revoke");
  }
}
