package io.glimpse.file;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Bytes in memory. */
final class BytesInput implements Input {

  private final String name;
  private final byte[] bytes;

  BytesInput(String name, byte[] bytes) {
    this.name = Objects.requireNonNull(name, "name");
    this.bytes = Objects.requireNonNull(bytes, "bytes");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return name;
  }
}
