package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  @TempDir Path folder;

  @Test
  void answersAllPicturesByAllMethodsAndWritesThePage() throws IOException {
    JsonNode json = Run.of("demo", "--out", folder, "--json").exits(0).json();

    assertThat(json.at("/scores")).hasSize(5);
    for (JsonNode score : json.at("/scores")) {
      assertThat(score.get("total").asInt()).isEqualTo(32);
      assertThat(score.get("correct").asInt()).isGreaterThan(24);
    }
    assertThat(json.at("/strange/total").asInt()).isEqualTo(4);
    assertThat(json.at("/strange/noticed").asInt()).isGreaterThanOrEqualTo(3);
    String page = Files.readString(Path.of(json.at("/report").asText()));
    assertThat(page)
        .contains(
            "zero-shot",
            "calip",
            "auto, 4 shots",
            "None of these classes",
            "CC BY 4.0",
            "real CLIP model");
    assertThat(folder.resolve("pictures/CREDITS.txt")).isRegularFile();
  }
}
