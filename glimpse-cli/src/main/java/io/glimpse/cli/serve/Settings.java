package io.glimpse.cli.serve;

import io.glimpse.cli.console.UsageException;
import io.glimpse.file.InputException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Values of options that may also stand in the environment or in a file: {@code --max-queue} is
 * {@code GLIMPSE_MAX_QUEUE} there and {@code max-queue = 512} here. An option counts before the
 * environment, and that before the file.
 */
final class Settings {

  private static final long LONGEST_FILE = 1 << 20;

  private final UnaryOperator<@Nullable String> environment;
  private final Properties file;
  private final String fileName;
  private final Set<String> unused;

  private Settings(UnaryOperator<@Nullable String> environment, Properties file, String fileName) {
    this.environment = environment;
    this.file = file;
    this.fileName = fileName;
    this.unused = new TreeSet<>(file.stringPropertyNames());
  }

  /**
   * Reads a file, if there is one.
   *
   * @param path null for none
   * @throws IOException if it cannot be read
   */
  static Settings of(@Nullable Path path, UnaryOperator<@Nullable String> environment)
      throws IOException {
    Properties read = new Properties();
    if (path != null) {
      if (Files.size(path) > LONGEST_FILE) {
        throw new InputException(path, "this is longer than any file of settings");
      }
      try (Reader reader = Files.newBufferedReader(path)) {
        read.load(reader);
      } catch (IllegalArgumentException e) {
        throw new InputException(path, "it is not made of lines such as max-queue = 512");
      }
    }
    return new Settings(environment, read, String.valueOf(path));
  }

  /** The text of a setting; null if nobody says it. */
  @Nullable String text(String name, @Nullable String option) {
    unused.remove(name);
    if (option != null) {
      return option;
    }
    String variable = environment.apply(variable(name));
    return variable != null && !variable.isBlank() ? variable.strip() : file.getProperty(name);
  }

  /** A whole number; null if nobody says it. */
  @Nullable Long number(String name, @Nullable Long option) {
    if (option != null) {
      unused.remove(name);
      return option;
    }
    String text = text(name, null);
    if (text == null) {
      return null;
    }
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw new UsageException(
          "%s (or %s) must be a whole number, not '%s'".formatted(name, variable(name), text));
    }
  }

  static String variable(String name) {
    return "GLIMPSE_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * Refuses a file that says what nobody asked for, which is a slip of the pen.
   *
   * @throws IOException naming the first such line
   */
  void requireAllUsed() throws IOException {
    for (String name : unused) {
      throw new InputException(
          fileName, "'" + name + "' is no setting; see 'glimpse serve --help'");
    }
  }
}
