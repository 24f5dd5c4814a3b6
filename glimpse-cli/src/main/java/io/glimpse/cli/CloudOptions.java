package io.glimpse.cli;

import io.glimpse.projection.ViewPreset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what options say about point clouds. */
final class CloudOptions {

  private CloudOptions() {}

  /** A preset by its name, or by the path of its file. */
  static ViewPreset preset(String name) throws IOException {
    if (ViewPreset.names().contains(name) || !Files.exists(Path.of(name))) {
      try {
        return ViewPreset.of(name);
      } catch (IllegalArgumentException e) {
        throw new UsageException("--preset: " + e.getMessage() + ", and no such file");
      }
    }
    return ViewPreset.read(Path.of(name));
  }

  /** Whether the up axis is z; y where nothing is said. */
  static boolean isZ(@Nullable String up) {
    return switch (up == null ? "y" : up.toLowerCase(Locale.ROOT)) {
      case "y" -> false;
      case "z" -> true;
      default -> throw new UsageException("--up is y or z, not '" + up + "'");
    };
  }
}
