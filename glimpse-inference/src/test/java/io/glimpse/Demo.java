package io.glimpse;

import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The pictures that come with the command line. */
public final class Demo {

  private static final Path FOLDER =
      Shared.projectRoot().resolve("glimpse-cli/src/main/resources/io/glimpse/demo");

  public static final Path OKAPI = FOLDER.resolve("test/okapi/image_0037.jpg");
  public static final Path EMU = FOLDER.resolve("test/emu/image_0030.jpg");

  /** What is no picture. */
  public static final Path TEXT = FOLDER.resolve("CREDITS.txt");

  private Demo() {}

  /** The first examples of a class, by their paths. */
  public static List<Path> shots(String className, int from, int to) throws IOException {
    return pictures("shots", className).subList(from, to);
  }

  /** All pictures of a part, {@code shots} or {@code test}, that show a class. */
  public static List<Path> pictures(String part, String className) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(part).resolve(className))) {
      return files.sorted().toList();
    }
  }

  /** Two examples each of two classes. */
  public static Map<String, List<Path>> emusAndOkapis() throws IOException {
    Map<String, List<Path>> shots = new LinkedHashMap<>();
    shots.put("emu", shots("emu", 0, 2));
    shots.put("okapi", shots("okapi", 0, 2));
    return shots;
  }

  /** Files as inputs. */
  public static List<Input> inputs(List<Path> files) {
    return Input.ofFiles(files);
  }
}
