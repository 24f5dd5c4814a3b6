package io.glimpse.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKindTest {

  @Test
  void whatPeopleGiveByMistakeIsNamed() {
    Map<String, String> kinds =
        Map.of(
            "\u00ff\u00d8\u00ff\u00e0", "a JPEG picture",
            "\u0089PNG\r\n\u001a\n", "a PNG picture",
            "RIFF1234WEBPVP8 ", "a WebP picture",
            "GIF89a", "a GIF picture",
            "%PDF-1.7", "a PDF document",
            "<!DOCTYPE html>", "a web page",
            "version https://git-lfs.github.com/spec/v1",
                "a pointer of Git LFS ('git lfs pull' fetches the file)");
    kinds.forEach(
        (begins, kind) ->
            assertThat(FileKind.of(begins.getBytes(StandardCharsets.ISO_8859_1))).contains(kind));
  }

  @Test
  void whatIsNotKnownIsNotGuessed(@TempDir Path folder) throws IOException {
    byte[] safetensors = {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'};
    assertThat(FileKind.of(safetensors)).isEmpty();
    assertThat(FileKind.of("RIFF1234WAVE".getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    assertThat(FileKind.of(Files.write(folder.resolve("a"), safetensors))).isEmpty();
    assertThat(FileKind.of(Files.createFile(folder.resolve("b")))).contains("empty");
  }
}
