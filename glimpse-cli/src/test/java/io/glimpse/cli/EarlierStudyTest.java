package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study's folder that revision 5a37833 wrote, of the ready features beside it: {@code study run
 * animals --features features --encoders=axes --methods zero-shot,tip,tip-f:epochs=2 --shots 1,2
 * --seeds 1 --out study}.
 */
class EarlierStudyTest {

  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException, URISyntaxException {
    Path earlier =
        Path.of(Objects.requireNonNull(EarlierStudyTest.class.getResource("earlier")).toURI());
    try (Stream<Path> files = Files.walk(earlier)) {
      for (Path file : files.toList()) {
        Path target = folder.resolve(earlier.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private Run study(String shots) {
    return Run.of(
        "study",
        "run",
        "animals",
        "--features",
        folder.resolve("features"),
        "--encoders=axes",
        "--methods=zero-shot,tip,tip-f:epochs=2",
        "--shots=" + shots,
        "--seeds=1",
        "--out",
        folder.resolve("study"),
        "--json");
  }

  @Test
  void itsResultsAreKept() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("study/results.jsonl"));

    JsonNode again = study("1,2").exits(0).json();

    assertThat(again.get("kept").asInt()).isEqualTo(5);
    assertThat(again.get("computed").asInt()).isZero();
    assertThat(Files.readAllBytes(folder.resolve("study/results.jsonl"))).isEqualTo(before);
  }

  @Test
  void itsResultsAreWhatIsFoundToday() throws IOException {
    List<String> before = found();
    Files.delete(folder.resolve("study/results.jsonl"));

    JsonNode anew = study("1,2").exits(0).json();

    assertThat(anew.get("computed").asInt()).isEqualTo(5);
    assertThat(found()).isEqualTo(before);
  }

  @Test
  void itIsReported() throws IOException {
    Run.of("study", "report", folder.resolve("study")).exits(0);

    try (Stream<Path> files = Files.list(folder.resolve("study"))) {
      assertThat(files.map(file -> file.getFileName().toString())).contains("report.html");
    }
  }

  /** What was found, without times, and without what earlier studies did not ask for. */
  private List<String> found() throws IOException {
    List<String> found = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("study/results.jsonl"))) {
      JsonNode result = new ObjectMapper().readTree(line);
      ((ObjectNode) result.get("score")).remove("trust");
      found.add(
          String.join(
              " ",
              result.get("key").asText(),
              result.get("score").toString(),
              result.get("params").toString()));
    }
    return found;
  }
}
