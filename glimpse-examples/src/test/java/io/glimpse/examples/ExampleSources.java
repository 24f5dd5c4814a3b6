package io.glimpse.examples;

import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sources of the examples, as docs/LIBRARY.md shows them. */
final class ExampleSources {

  private static final Path FOLDER =
      Shared.projectRoot().resolve("glimpse-examples/src/main/java/io/glimpse/examples");

  private ExampleSources() {}

  /** The names of all programs. */
  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> !name.equals("package-info"))
          .sorted()
          .toList();
    }
  }

  /** What is between begin and end, without the indentation that all lines share. */
  static String shown(String name) throws IOException {
    List<String> shown = new ArrayList<>();
    boolean inside = false;
    for (String line : lines(name)) {
      if (line.strip().equals("// begin")) {
        inside = true;
      } else if (line.strip().equals("// end")) {
        inside = false;
      } else if (inside) {
        shown.add(line);
      }
    }
    return shown.stream().collect(Collectors.joining("\n")).stripIndent();
  }

  /** All lines of a program. */
  static List<String> lines(String name) throws IOException {
    return Files.readAllLines(FOLDER.resolve(name + ".java"));
  }
}
