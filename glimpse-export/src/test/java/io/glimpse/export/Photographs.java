package io.glimpse.export;

import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Photographs of many sizes. */
final class Photographs {

  /** How many are asked about. */
  static final int COUNT = 204;

  private Photographs() {}

  /** JPEG files of Caltech101, always the same. */
  static List<Path> files() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(Shared.path("data/caltech101/101_ObjectCategories"))) {
      all =
          files
              .filter(file -> file.toString().endsWith(".jpg"))
              .sorted()
              .collect(Collectors.toCollection(ArrayList::new));
    }
    Collections.shuffle(all, new Random(2));
    return all.subList(0, COUNT);
  }
}
