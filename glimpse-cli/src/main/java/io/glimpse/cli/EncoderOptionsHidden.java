package io.glimpse.cli;

import io.glimpse.cli.console.GlimpseCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Keeps the options of encoders out of the help of commands that open none. They are common
 * options, so all commands take them.
 */
final class EncoderOptionsHidden {

  private static final List<String> OPTIONS =
      List.of("--encoder", "--precision", "--device", "--max-pixels", "--background", "--scale16");

  private EncoderOptionsHidden() {}

  /** In the help of a command and of those below it. */
  static CommandLine in(CommandLine line) {
    if (line.getCommand() instanceof GlimpseCommand command && !command.usesEncoder()) {
      CommandSpec spec = line.getCommandSpec();
      for (String name : OPTIONS) {
        OptionSpec option = spec.findOption(name);
        if (option != null) {
          spec.remove(option);
          spec.addOption(OptionSpec.builder(option).hidden(true).build());
        }
      }
    }
    line.getSubcommands().values().forEach(EncoderOptionsHidden::in);
    return line;
  }
}
