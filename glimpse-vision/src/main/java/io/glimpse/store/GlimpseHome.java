package io.glimpse.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The folder that holds models and unpacked files from one run to the next. */
public final class GlimpseHome {

  /** The environment variable that names the folder. */
  public static final String VARIABLE = "GLIMPSE_HOME";

  private GlimpseHome() {}

  /**
   * {@code $GLIMPSE_HOME}, else {@code glimpse} in the platform's cache folder. It need not exist,
   * and it may be impossible to create.
   */
  public static Path folder() {
    return folder(
        System.getProperty("os.name", ""), System.getProperty("user.home", ""), System::getenv);
  }

  static Path folder(String system, String user, UnaryOperator<@Nullable String> environment) {
    String home = environment.apply(VARIABLE);
    if (isSet(home)) {
      return Path.of(home).toAbsolutePath();
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      String local = environment.apply("LOCALAPPDATA");
      return (isSet(local) ? Path.of(local) : Path.of(user, "AppData", "Local")).resolve("glimpse");
    }
    if (name.startsWith("mac")) {
      return Path.of(user, "Library", "Caches", "glimpse");
    }
    String cache = environment.apply("XDG_CACHE_HOME");
    // The XDG specification says that a relative path is invalid and must be ignored.
    boolean usable = isSet(cache) && Path.of(cache).isAbsolute();
    return (usable ? Path.of(cache) : Path.of(user, ".cache")).resolve("glimpse");
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isBlank();
  }
}
