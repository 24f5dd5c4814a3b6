package io.glimpse.encoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens encoders by name; found by {@link java.util.ServiceLoader}. */
public interface EncoderProvider {

  /** The names that this provider can open, for messages. */
  List<String> names();

  /**
   * Whether {@link #open} takes that name.
   *
   * @param home where models are looked for
   */
  boolean knows(String name, Path home);

  /**
   * Providers are asked in ascending order: one that takes paths comes after those of fixed names,
   * so that a file called as an encoder does not hide it.
   */
  default int order() {
    return 0;
  }

  /**
   * Opens an encoder.
   *
   * @throws IOException where its files are missing or damaged; the message says what to do
   */
  Encoder open(String name, EncoderOptions options) throws IOException;
}
