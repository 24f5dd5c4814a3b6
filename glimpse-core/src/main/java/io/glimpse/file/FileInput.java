package io.glimpse.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A file. */
record FileInput(Path path) implements Input {

  FileInput {
    Objects.requireNonNull(path, "file");
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }

  @Override
  public byte[] bytes() throws IOException {
    return Files.readAllBytes(path);
  }

  @Override
  public String toString() {
    return name();
  }
}
