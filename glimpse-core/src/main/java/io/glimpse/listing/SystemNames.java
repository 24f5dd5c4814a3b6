package io.glimpse.listing;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * The one rule by which files and folders are taken for those of a system or a program: they lie
 * beside pictures, at any depth, and show nothing of a class. What a user names himself is read all
 * the same.
 */
public final class SystemNames {

  /** In small letters. What begins with a dot need not be here. */
  private static final Set<String> NAMES =
      Set.of(
          // macOS, in archives and on shares
          "__macosx",
          "icon\r",
          "network trash folder",
          "temporary items",
          // Windows
          "thumbs.db",
          "ehthumbs.db",
          "ehthumbs_vista.db",
          "desktop.ini",
          "$recycle.bin",
          "system volume information",
          // Linux
          "lost+found",
          // Storage in a network
          "@eadir",
          "#recycle",
          "#snapshot",
          "@recycle",
          "@recently-snapshot",
          "@__thumb");

  private SystemNames() {}

  /**
   * Whether the last name of a path is such, for example {@code .DS_Store}, {@code ._a.jpg} or
   * {@code Thumbs.db}.
   */
  public static boolean isSystem(Path path) {
    Path last = path.getFileName();
    String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
    return (name.startsWith(".") && !name.equals(".") && !name.equals(".."))
        || NAMES.contains(name)
        || name.endsWith("@synoeastream")
        || name.endsWith("@synoresource");
  }
}
