package io.glimpse.cli.console;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a command line as one would type it. */
public final class CommandText {

  private CommandText() {}

  /** {@code glimpse} and the arguments, in quotes where a shell needs them. */
  public static String of(List<String> arguments) {
    return "glimpse "
        + arguments.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9_./:=,@%+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
