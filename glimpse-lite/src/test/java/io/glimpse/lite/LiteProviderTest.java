package io.glimpse.lite;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.encoder.EncoderProvider;
import java.util.Comparator;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LiteProviderTest {

  @Test
  void isAskedBeforeAProviderThatTakesPaths() {
    EncoderProvider first =
        ServiceLoader.load(EncoderProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .min(Comparator.comparingInt(EncoderProvider::order))
            .orElseThrow();
    assertThat(first).isInstanceOf(LiteProvider.class);
  }
}
