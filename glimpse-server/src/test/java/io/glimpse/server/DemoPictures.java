package io.glimpse.server;

import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pictures of the demonstration: 8 classes with 4 shots and 4 pictures to test with each, and 4
 * pictures of other things.
 */
final class DemoPictures {

  private DemoPictures() {}

  /** Where a part lies, a folder a class: {@code shots}, {@code test} or {@code strange}. */
  static Path folder(String part) {
    return Shared.projectRoot().resolve("glimpse-cli/src/main/resources/io/glimpse/demo/" + part);
  }

  /** The names of the classes, in their order. */
  static List<String> classes() throws IOException {
    return list(folder("shots")).stream().map(path -> path.getFileName().toString()).toList();
  }

  /** The pictures of a class. */
  static List<Path> of(String part, String className) throws IOException {
    return list(folder(part).resolve(className));
  }

  /** Copies pictures of a part into one folder, with the class before their names. */
  static void copy(String part, int skipped, Path into) throws IOException {
    for (Path className : list(folder(part))) {
      for (Path picture : list(className).stream().skip(skipped).toList()) {
        String name = className.getFileName() + "-" + part + "-" + picture.getFileName();
        Files.copy(picture, into.resolve(name));
      }
    }
  }

  /** So many files that differ, of one picture: what follows the end of a JPEG is not looked at. */
  static List<Path> many(int count, Path into) throws IOException {
    byte[] picture = Files.readAllBytes(of("shots", "okapi").get(0));
    List<Path> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = Arrays.copyOf(picture, picture.length + Integer.BYTES);
      ByteBuffer.wrap(bytes).putInt(picture.length, i);
      made.add(Files.write(into.resolve("picture-%03d.jpg".formatted(i)), bytes));
    }
    return made;
  }

  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
