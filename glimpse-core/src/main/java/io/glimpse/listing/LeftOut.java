package io.glimpse.listing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What listing leaves out, gathered so that it is told once for many. */
public final class LeftOut {

  private final Set<Path> system = new LinkedHashSet<>();
  private final Set<Path> again = new LinkedHashSet<>();

  private final Set<Path> roots = new LinkedHashSet<>();

  /** A folder below which something may be left out from now on. */
  void below(Path root) {
    roots.add(root);
  }

  /** A file or folder that {@link SystemNames} knows. */
  public void system(Path path) {
    system.add(path);
  }

  /** A link, or a folder behind one, that leads to a folder which is listed already. */
  void again(Path path) {
    again.add(path);
  }

  /** What is to be told, a sentence for each reason. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (system.size() == 1) {
      sentences.add(system.iterator().next() + " is taken for a system's own and left out");
    } else if (!system.isEmpty()) {
      sentences.add(many(system, "files and folders are taken for a system's own and left out"));
    }
    if (again.size() == 1) {
      sentences.add(
          again.iterator().next()
              + " leads to a folder that is listed already, and is not followed again");
    } else if (!again.isEmpty()) {
      sentences.add(
          many(again, "links lead to folders that are listed already, and are not followed again"));
    }
    return sentences;
  }

  /** With the folder first where there is but one, so that the names are short. */
  private String many(Set<Path> paths, String what) {
    if (roots.size() != 1) {
      return "%d %s: %s".formatted(paths.size(), what, FewNames.of(paths));
    }
    Path root = roots.iterator().next();
    return "%s: %d %s: %s"
        .formatted(
            root, paths.size(), what, FewNames.of(paths.stream().map(root::relativize).toList()));
  }
}
