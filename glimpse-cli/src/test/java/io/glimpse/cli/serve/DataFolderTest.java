package io.glimpse.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFolderTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, .local/share/glimpse",
    "FreeBSD, .local/share/glimpse",
    "Mac OS X, Library/Application Support/glimpse",
    "Windows 11, AppData/Roaming/glimpse"
  })
  void liesWhereThePlatformKeepsData(String system, String below) {
    assertThat(DataFolder.usual(system, "/home/ann", name -> null))
        .isEqualTo(Path.of("/home/ann").resolve(below));
  }

  @Test
  void followsThePlatformsOwnVariables() {
    assertThat(DataFolder.usual("Linux", "/home/ann", Map.of("XDG_DATA_HOME", "/data")::get))
        .isEqualTo(Path.of("/data/glimpse"));
    assertThat(DataFolder.usual("Windows 11", "/home/ann", Map.of("APPDATA", "/roam")::get))
        .isEqualTo(Path.of("/roam/glimpse"));
  }

  @Test
  void aRelativeOrBlankVariableIsLeftAside() {
    Path usual = Path.of("/home/ann/.local/share/glimpse");

    assertThat(DataFolder.usual("Linux", "/home/ann", Map.of("XDG_DATA_HOME", "data")::get))
        .isEqualTo(usual);
    assertThat(DataFolder.usual("Linux", "/home/ann", Map.of("XDG_DATA_HOME", " ")::get))
        .isEqualTo(usual);
  }
}
