package io.glimpse.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MissingFileTest {

  @Test
  void aPlainNameIsJustNotThere() {
    assertThat(MissingFile.sentence("a/b c.jpg")).isEqualTo("there is no such file");
  }

  @Test
  void aNameThatLostBytesMayBeThereAllTheSame() {
    assertThat(MissingFile.sentence("caf\ufffd.jpg"))
        .startsWith("there is no such file; its name holds bytes that are not ")
        .endsWith("name its folder instead");
  }
}
