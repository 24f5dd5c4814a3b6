package io.glimpse.spring;

import io.glimpse.Glimpse;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demonstration's pictures, and banks of one each. */
final class Pictures {

  private static final Path DEMO =
      Shared.projectRoot().resolve("glimpse-cli/src/main/resources/io/glimpse/demo");

  static final Path OKAPI = DEMO.resolve("test/okapi/image_0037.jpg");
  static final Path NO_PICTURE = DEMO.resolve("CREDITS.txt");

  private static final Path OKAPI_SHOT = DEMO.resolve("shots/okapi/image_0004.jpg");
  private static final Path BONSAI_SHOT = DEMO.resolve("shots/bonsai/image_0067.jpg");

  private Pictures() {}

  /** Opens the embedded encoder where an application would make a bean of its own. */
  static Glimpse lite() {
    try {
      return Glimpse.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a bank of an okapi and a bonsai, under names of the caller's. */
  static void bank(Glimpse glimpse, Path file, String okapi, String bonsai) throws IOException {
    Map<String, List<Path>> shots = new LinkedHashMap<>();
    shots.put(okapi, List.of(OKAPI_SHOT));
    shots.put(bonsai, List.of(BONSAI_SHOT));
    glimpse.fewShot(shots).save(file);
  }
}
