package io.glimpse.cli.serve;

import io.glimpse.store.GlimpseHome;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where banks and tokens are kept if nobody says: not among what can be fetched or made anew, which
 * people delete, but where the platform keeps what its users made.
 */
final class DataFolder {

  private DataFolder() {}

  /** {@code $GLIMPSE_HOME/data}, else {@code glimpse} in the platform's folder for data. */
  static Path usual() {
    return usual(
        System.getProperty("os.name", ""), System.getProperty("user.home", ""), System::getenv);
  }

  static Path usual(String system, String user, UnaryOperator<@Nullable String> environment) {
    if (isSet(environment.apply(GlimpseHome.VARIABLE))) {
      return GlimpseHome.folder().resolve("data");
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      String roaming = environment.apply("APPDATA");
      return (isSet(roaming) ? Path.of(roaming) : Path.of(user, "AppData", "Roaming"))
          .resolve("glimpse");
    }
    if (name.startsWith("mac")) {
      return Path.of(user, "Library", "Application Support", "glimpse");
    }
    String data = environment.apply("XDG_DATA_HOME");
    // The XDG specification says that a relative path is invalid and must be ignored.
    boolean usable = isSet(data) && Path.of(data).isAbsolute();
    return (usable ? Path.of(data) : Path.of(user, ".local", "share")).resolve("glimpse");
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isBlank();
  }
}
