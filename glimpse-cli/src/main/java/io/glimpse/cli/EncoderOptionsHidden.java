package io.glimpse.cli;

import io.glimpse.cli.console.GlimpseCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Keeps the options of encoders out of the help of commands that open none, and those of pictures
 * out of the help of commands that read none. They are common options, so all commands take them.
 */
final class EncoderOptionsHidden {

  private static final List<String> OF_ENCODERS = List.of("--encoder", "--precision", "--device");
  private static final List<String> OF_PICTURES =
      List.of("--max-pixels", "--background", "--scale16");

  private EncoderOptionsHidden() {}

  /** In the help of a command and of those below it. */
  static CommandLine in(CommandLine line) {
    if (line.getCommand() instanceof GlimpseCommand command) {
      if (!command.usesEncoder()) {
        hide(OF_ENCODERS, line.getCommandSpec());
      }
      if (!command.readsPictures()) {
        hide(OF_PICTURES, line.getCommandSpec());
      }
    }
    line.getSubcommands().values().forEach(EncoderOptionsHidden::in);
    return line;
  }

  private static void hide(List<String> names, CommandSpec spec) {
    for (String name : names) {
      OptionSpec option = spec.findOption(name);
      if (option != null) {
        spec.remove(option);
        spec.addOption(OptionSpec.builder(option).hidden(true).build());
      }
    }
  }
}
