package io.glimpse.cli.answers;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The most frequent command, {@code classify PATH... --classes A,B}, put together without picocli,
 * whose look through all options by reflection takes a fifth of such a start.
 *
 * <p>Whatever is not plainly that command is picocli's, and so is every complaint about arguments.
 */
public final class UsualClassify {

  /** As picocli names it. */
  public static final String NAME = "glimpse classify";

  private UsualClassify() {}

  /** The command just as picocli would give it; null where it has to be asked. */
  public static @Nullable ClassifyCommand of(String... args) {
    if (args.length == 0 || !args[0].equals("classify")) {
      return null;
    }
    ClassifyCommand command = new ClassifyCommand();
    List<String> paths = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < args.length; i++) {
      String arg = args[i];
      if (!arg.startsWith("-")) {
        paths.add(arg);
        continue;
      }
      // Only picocli knows what to say of an option that is there twice.
      if (!seen.add(arg)) {
        return null;
      }
      boolean known =
          switch (arg) {
            case "--json", "--quiet", "--offline" -> true;
            case "--classes", "--bank" -> ++i < args.length && set(command, arg, args[i]);
            default -> false;
          };
      if (!known) {
        return null;
      }
    }
    command.paths = paths;
    command.common.json = seen.contains("--json");
    command.common.quiet = seen.contains("--quiet");
    command.common.offline = seen.contains("--offline");
    return paths.isEmpty() ? null : command;
  }

  /** Sets an option with a value, if that is nothing special. */
  private static boolean set(ClassifyCommand command, String option, String value) {
    if (value.isEmpty() || value.startsWith("-")) {
      return false;
    }
    if (option.equals("--classes")) {
      command.model.classes.classes = List.of(value);
      return true;
    }
    try {
      command.model.bankFile = Path.of(value);
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
