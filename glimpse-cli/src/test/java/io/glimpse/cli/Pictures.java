package io.glimpse.cli;

import io.glimpse.cli.answers.DemoPictures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The demo's pictures, laid out as a user's would be. */
final class Pictures {

  private Pictures() {}

  /** Copies the first pictures of some classes into folders named like the classes. */
  static Path folder(Path root, String part, int each, List<String> classes) throws IOException {
    DemoPictures all = new DemoPictures(root.resolveSibling("demo-" + part + "-" + each));
    List<DemoPictures.DemoPicture> some =
        switch (part) {
          case "shots" -> all.shots();
          case "strange" -> all.strange();
          default -> all.test();
        };
    for (String name : classes) {
      Files.createDirectories(root.resolve(name));
      int taken = 0;
      for (DemoPictures.DemoPicture picture : some) {
        if (picture.className().equals(name) && taken++ < each) {
          Files.copy(picture.path(), root.resolve(name).resolve(picture.path().getFileName()));
        }
      }
    }
    return root;
  }

  /** All files below a folder, by their paths. */
  static List<Path> all(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The name of the folder that a picture is in. */
  static String className(Path picture) {
    return picture.getName(picture.getNameCount() - 2).toString();
  }

  /** The first file of a folder by name. */
  static Path first(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
  }

  /** A picture of an okapi. */
  static Path okapi(Path folder) throws IOException {
    Path target = folder.resolve("okapi.jpg");
    try (InputStream in =
        Pictures.class.getResourceAsStream("/io/glimpse/demo/test/okapi/image_0037.jpg")) {
      Files.copy(Objects.requireNonNull(in), target);
    }
    return target;
  }
}
