package io.glimpse.encoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds an encoder by its name among all providers on the class path. */
public final class Encoders {

  /** The encoder that is used where none is named. */
  public static final String DEFAULT = "lite";

  private Encoders() {}

  /**
   * Opens an encoder.
   *
   * @throws IOException if no provider knows the name, or its files cannot be used
   */
  public static Encoder open(String name, EncoderOptions options) throws IOException {
    List<String> names = new ArrayList<>();
    for (EncoderProvider provider : ServiceLoader.load(EncoderProvider.class)) {
      if (provider.knows(name)) {
        return provider.open(name, options);
      }
      names.addAll(provider.names());
    }
    throw new IOException(
        "there is no encoder '" + name + "'; known here: " + String.join(", ", names));
  }
}
