package io.glimpse.model;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where Hugging Face is, and what its own tools have fetched to this machine.
 *
 * @param endpoint of the service, or of a mirror of it
 * @param hub the cache of its tools; it need not exist
 */
record HuggingFace(URI endpoint, Path hub) {

  private static final String PUBLIC = "https://huggingface.co";

  /** What {@code HF_ENDPOINT}, {@code HF_HUB_CACHE} and {@code HF_HOME} say, else its defaults. */
  static HuggingFace ofUser(String user, UnaryOperator<@Nullable String> environment) {
    String endpoint = environment.apply("HF_ENDPOINT");
    URI uri;
    try {
      uri = URI.create(isSet(endpoint) ? endpoint.strip() : PUBLIC);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("HF_ENDPOINT is '" + endpoint + "', which is no URL", e);
    }
    if (uri.getHost() == null || uri.getScheme() == null) {
      throw new IllegalArgumentException(
          "HF_ENDPOINT is '" + endpoint + "', which is no URL such as " + PUBLIC);
    }
    return new HuggingFace(uri, hub(user, environment));
  }

  private static Path hub(String user, UnaryOperator<@Nullable String> environment) {
    String hub = environment.apply("HF_HUB_CACHE");
    if (isSet(hub)) {
      return Path.of(hub);
    }
    String home = environment.apply("HF_HOME");
    if (isSet(home)) {
      return Path.of(home, "hub");
    }
    String cache = environment.apply("XDG_CACHE_HOME");
    return (isSet(cache) ? Path.of(cache) : Path.of(user, ".cache")).resolve("huggingface/hub");
  }

  /** The copies of a file in the cache: of its revision, or of any where that is a branch. */
  List<Path> copies(ModelFile file) throws IOException {
    if (file.repository() == null) {
      return List.of();
    }
    Path snapshots =
        hub.resolve("models--" + file.repository().replace("/", "--")).resolve("snapshots");
    List<Path> copies = new ArrayList<>();
    if (Files.isDirectory(snapshots)) {
      try (Stream<Path> revisions = Files.list(snapshots)) {
        for (Path revision : revisions.sorted().toList()) {
          Path copy = revision.resolve(file.name());
          if (Files.isRegularFile(copy) && isOf(file, revision)) {
            copies.add(copy);
          }
        }
      }
    }
    return copies;
  }

  /** With a checksum any revision will do, as it decides; without one only the right one. */
  private boolean isOf(ModelFile file, Path snapshot) throws IOException {
    String commit = String.valueOf(snapshot.getFileName());
    if (file.sha256() != null || commit.equals(file.revision())) {
      return true;
    }
    Path repository = snapshot.resolveSibling("..").normalize();
    Path branch = repository.resolve("refs").resolve(file.revision());
    return Files.isRegularFile(branch) && Files.readString(branch).strip().equals(commit);
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isBlank();
  }
}
