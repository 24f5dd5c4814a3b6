package io.glimpse.lite;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens {@code lite}, the encoder within this jar; needs no file and no network. */
public final class LiteProvider implements EncoderProvider {

  /** For {@link java.util.ServiceLoader}. */
  public LiteProvider() {}

  @Override
  public List<String> names() {
    return List.of(LiteEncoder.NAME);
  }

  @Override
  public boolean knows(String name, Path home) {
    return name.equals(LiteEncoder.NAME);
  }

  @Override
  public Encoder open(String name, EncoderOptions options) throws IOException {
    return new LiteEncoder(options);
  }
}
