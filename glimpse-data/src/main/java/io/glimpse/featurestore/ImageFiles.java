package io.glimpse.featurestore;

import io.glimpse.data.BenchmarkCloud;
import io.glimpse.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The files that pictures are in, looked at once each: thousands of point clouds share one, whose
 * content is the content of each.
 */
final class ImageFiles {

  /** A file as it is now. */
  private record State(long bytes, long modified) {}

  private final Map<Path, State> states = new HashMap<>();
  private final Map<Path, String> digests = new HashMap<>();

  /** Describes a picture that was encoded. */
  BlockInfo.Row row(String path, Path picture) throws IOException {
    Path file = BenchmarkCloud.file(picture);
    State state = state(file);
    return new BlockInfo.Row(path, state.bytes(), state.modified(), digest(file));
  }

  /** Whether a picture is another than it was; one whose file is gone counts as the same. */
  boolean isChanged(Path picture, BlockInfo.Row before) throws IOException {
    Path file = BenchmarkCloud.file(picture);
    if (!states.containsKey(file) && !Files.exists(file)) {
      return false;
    }
    State state = state(file);
    if (state.bytes() != before.bytes()) {
      return true;
    }
    // A copied data set has other times and the same content.
    return state.modified() != before.modified() && !digest(file).equals(before.sha256());
  }

  private State state(Path file) throws IOException {
    State known = states.get(file);
    if (known == null) {
      known = new State(Files.size(file), Files.getLastModifiedTime(file).toMillis());
      states.put(file, known);
    }
    return known;
  }

  private String digest(Path file) throws IOException {
    String known = digests.get(file);
    if (known == null) {
      known = Sha256.of(file);
      digests.put(file, known);
    }
    return known;
  }
}
