package io.glimpse.cli;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code glimpse completion}: a script that completes commands and options in a shell. */
@Command(
    name = "completion",
    description = "Prints a completion script for a shell.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(glimpse completion bash)",
      "  glimpse completion zsh > ~/.glimpse-completion && source ~/.glimpse-completion"
    })
final class CompletionCommand extends GlimpseCommand {

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  String shell = "";

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw new UsageException("there is completion for bash and zsh, not for '" + shell + "'");
    }
    // The script serves both: in zsh it loads bashcompinit.
    console.printScript(AutoComplete.bash("glimpse", RootCommand.commandLine()));
    return console.exitCode();
  }
}
