package io.glimpse.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.cli.console.UsageException;
import io.glimpse.file.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("glimpse.conf"), "max-queue = 512\nhost=::1\n");
  }

  @Test
  void anOptionCountsBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
    Settings settings = Settings.of(file, Map.of("GLIMPSE_MAX_QUEUE", " 256 ")::get);
    Settings plain = Settings.of(file, Map.of("GLIMPSE_MAX_QUEUE", " ")::get);

    assertThat(settings.number("max-queue", 128L)).isEqualTo(128);
    assertThat(settings.number("max-queue", null)).isEqualTo(256);
    assertThat(plain.number("max-queue", null)).isEqualTo(512);
    assertThat(plain.text("host", null)).isEqualTo("::1");
    assertThat(plain.text("store", null)).isNull();
    assertThat(Settings.of(null, name -> null).number("max-queue", null)).isNull();
  }

  @Test
  void whatIsNoNumberIsNamedWithItsVariable() throws IOException {
    Settings settings = Settings.of(null, Map.of("GLIMPSE_MAX_QUEUE", "many")::get);

    assertThatThrownBy(() -> settings.number("max-queue", null))
        .isInstanceOf(UsageException.class)
        .hasMessage("max-queue (or GLIMPSE_MAX_QUEUE) must be a whole number, not 'many'");
  }

  @Test
  void aLineThatNobodyAsksForIsASlip() throws IOException {
    Settings settings = Settings.of(file, name -> null);
    settings.number("max-queue", null);

    assertThatThrownBy(settings::requireAllUsed)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("glimpse.conf")
        .hasMessageContaining("'host' is no setting");

    settings.text("host", "127.0.0.1");
    settings.requireAllUsed();
  }

  @Test
  void aFileThatIsNoneIsRefused() throws IOException {
    Path nonsense = Files.writeString(folder.resolve("bad.conf"), "host = \\u00zz");
    Path large = Files.write(folder.resolve("large.conf"), new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> Settings.of(nonsense, name -> null))
        .hasMessageContaining("bad.conf")
        .hasMessageContaining("lines such as max-queue = 512");
    assertThatThrownBy(() -> Settings.of(large, name -> null)).hasMessageContaining("longer");
    assertThatThrownBy(() -> Settings.of(folder.resolve("none.conf"), name -> null))
        .isInstanceOf(IOException.class);
  }
}
