package io.glimpse.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

  /** FIPS 180-2, appendix B.1. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void textsAndFilesHaveTheStandardsHash(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("abc"), "abc");

    assertThat(HexFormat.of().formatHex(Sha256.of("abc", StandardCharsets.US_ASCII)))
        .isEqualTo(OF_ABC);
    assertThat(Sha256.of(file)).isEqualTo(OF_ABC);
  }

  @Test
  void progressCountsBytes(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("zeros"), new byte[(1 << 20) + 7]);
    List<Long> heard = new ArrayList<>();

    Sha256.of(file, heard::add);

    assertThat(heard).isSorted().last().isEqualTo((1L << 20) + 7);
  }
}
