package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The verdicts on the damaged and hostile reference checkpoints. */
class BadCheckpointsTest {

  private static final Path TEMP = Path.of(System.getProperty("java.io.tmpdir"));

  /** What the message says for each reason; the fixtures' words are not the user's. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("truncated", "cut off"),
          Map.entry("empty", "is empty"),
          Map.entry("git-lfs-pointer", "git lfs pull"),
          Map.entry("forbidden-global", "names '"),
          Map.entry("missing-storage", "which is not there"),
          Map.entry("unsupported-dtype", "type "),
          Map.entry("compressed-storage", "is compressed"),
          Map.entry("not-a-state-dict", "holds no state dict"),
          Map.entry("corrupt-pickle", "at byte "),
          Map.entry("non-finite", "is not finite"),
          Map.entry("shape-mismatch", "has the shape [8, 16]"),
          Map.entry("config-mismatch", "open_clip_config.json: "),
          Map.entry("duplicate-key", "Duplicate field 'w'"),
          Map.entry("checksum", "checksum"));

  private static Path folder = TEMP;
  private static JsonNode expected = JsonMapper.builder().build().nullNode();
  private static Set<String> before = Set.of();

  @BeforeAll
  static void lookAtTheTemporaryFolder() throws IOException {
    folder = Shared.path("fixtures/encoders/checkpoints/bad");
    expected = new JsonMapper().readTree(folder.resolve("expected.json").toFile());
    before = temporaryFiles();
  }

  @AfterAll
  static void nothingWasRunOrLeftBehind() throws IOException {
    String canary = expected.path("canary").asText();
    for (Path place : List.of(TEMP, Path.of(""), Path.of("/"))) {
      assertThat(place.resolve(canary)).doesNotExist();
    }
    Set<String> ours = temporaryFiles();
    ours.removeAll(before);
    assertThat(ours).isEmpty();
  }

  @TestFactory
  List<DynamicTest> everyCaseGetsItsVerdict() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : expected.get("cases")) {
      tests.add(DynamicTest.dynamicTest(one.get("file").asText(), () -> judge(one)));
    }
    assertThat(tests).hasSize(73);
    return tests;
  }

  private static void judge(JsonNode one) {
    Path path = folder.resolve(one.get("file").asText());
    Throwable refusal = catchThrowable(() -> Checkpoint.open(path).close());
    String verdict = one.get("verdict").asText();
    if (verdict.equals("accept")) {
      assertThat(refusal).isNull();
    } else if (verdict.equals("reject")) {
      assertThat(refusal).isNotNull();
    }
    if (refusal != null) {
      assertThat(refusal)
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith(path.toString())
          .hasMessageNotContaining("io.glimpse")
          .hasMessageNotContaining("java.");
      String words = WORDS.get(one.get("reason").asText());
      if (words != null && !path.toString().endsWith(".npy")) {
        assertThat(refusal).hasMessageContaining(words);
      }
    }
  }

  private static Set<String> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(TEMP)) {
      // What other programs leave there meanwhile has other names.
      Set<String> names = new TreeSet<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("glimpse") || name.startsWith("checkpoint"))
          .forEach(names::add);
      return names;
    }
  }
}
