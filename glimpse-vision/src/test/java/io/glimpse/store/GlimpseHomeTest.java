package io.glimpse.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GlimpseHomeTest {

  private static Path folder(String system, Map<String, String> environment) {
    return GlimpseHome.folder(system, "/home/ada", environment::get);
  }

  @Test
  void theVariableDecides() {
    assertThat(folder("Linux", Map.of("GLIMPSE_HOME", "/data/g", "XDG_CACHE_HOME", "/x")))
        .isEqualTo(Path.of("/data/g"));
    assertThat(folder("Linux", Map.of("GLIMPSE_HOME", " ")))
        .isEqualTo(Path.of("/home/ada/.cache/glimpse"));
  }

  @Test
  void otherwiseEveryPlatformHasItsCache() {
    assertThat(folder("Linux", Map.of("XDG_CACHE_HOME", "/x"))).isEqualTo(Path.of("/x/glimpse"));
    assertThat(folder("Linux", Map.of("XDG_CACHE_HOME", "x")))
        .isEqualTo(Path.of("/home/ada/.cache/glimpse"));
    assertThat(folder("Mac OS X", Map.of())).isEqualTo(Path.of("/home/ada/Library/Caches/glimpse"));
    assertThat(folder("Windows 11", Map.of("LOCALAPPDATA", "/local")))
        .isEqualTo(Path.of("/local/glimpse"));
  }
}
