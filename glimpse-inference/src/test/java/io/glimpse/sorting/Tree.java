package io.glimpse.sorting;

import io.glimpse.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What lies below a folder. */
final class Tree {

  private Tree() {}

  /** Every file, link and folder by its path below the root, with what it holds. */
  static Map<String, String> of(Path root) throws IOException {
    Map<String, String> all = new TreeMap<>();
    if (!Files.exists(root)) {
      return all;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(one -> !one.equals(root)).toList()) {
        String what;
        if (Files.isSymbolicLink(path)) {
          what = "-> " + Files.readSymbolicLink(path);
        } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          what = "folder";
        } else {
          what = Sha256.of(path);
        }
        all.put(root.relativize(path).toString().replace('\\', '/'), what);
      }
    }
    return all;
  }

  /** The contents of all visible files below some folders, sorted. */
  static List<String> contents(Path... roots) throws IOException {
    List<String> all = new ArrayList<>();
    for (Path root : roots) {
      of(root)
          .forEach(
              (path, what) -> {
                if (!what.equals("folder")
                    && !path.substring(path.lastIndexOf('/') + 1).startsWith(".")) {
                  all.add(what);
                }
              });
    }
    all.sort(null);
    return all;
  }
}
