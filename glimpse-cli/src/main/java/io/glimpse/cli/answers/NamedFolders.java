package io.glimpse.cli.answers;

import io.glimpse.cli.console.InputOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The folders that a user named, and those that his patterns begin with. Who names a folder to be
 * emptied does not mean others that a link in it leads to.
 */
final class NamedFolders {

  private final Set<Path> files = new HashSet<>();

  /** Real paths by those that were named. */
  private final Map<Path, Path> folders = new LinkedHashMap<>();

  /** Of what stands on the command line; what is no path names nothing. */
  NamedFolders(List<String> arguments) throws IOException {
    for (String argument : arguments) {
      try {
        if (!argument.equals(InputOptions.STDIN)) {
          add(Path.of(argument));
        }
      } catch (InvalidPathException e) {
        // It was told when it was looked for.
      }
    }
  }

  private void add(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      folders.put(path.toAbsolutePath(), path.toRealPath());
    } else if (Files.exists(path)) {
      files.add(path.toAbsolutePath());
    } else if (path.toString().chars().anyMatch(c -> "*?[{".indexOf(c) >= 0)) {
      // A pattern: what was named is the longest beginning of it that is there.
      Path folder = path.normalize().toAbsolutePath();
      while (folder != null && !Files.isDirectory(folder)) {
        folder = folder.getParent();
      }
      if (folder != null) {
        folders.put(folder, folder.toRealPath());
      }
    }
  }

  /**
   * Whether a file was named itself, or lies in a folder that was. A file below none of them comes
   * from a list or a table, which name it.
   *
   * @param whereIs its real path
   */
  boolean mean(Path file, Path whereIs) {
    Path absolute = file.toAbsolutePath();
    return files.contains(absolute)
        || folders.keySet().stream().noneMatch(absolute::startsWith)
        || folders.values().stream().anyMatch(whereIs::startsWith);
  }
}
