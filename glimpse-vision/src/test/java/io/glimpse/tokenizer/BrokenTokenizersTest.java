package io.glimpse.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are damaged or hostile, each refused with its reason or read without harm. */
class BrokenTokenizersTest {

  /** Told by the tower's table, or by files that are not there: who reads the folder sees to it. */
  private static final Set<String> NOT_OF_ONE_FILE =
      Set.of(
          "tokenizer-too-large-ids",
          "chinese-vocab-longer",
          "tokenizer-missing",
          "chinese-vocab-missing");

  private record Broken(String path, String verdict, List<String> words) {
    @Override
    public String toString() {
      return path;
    }
  }

  private static Stream<Broken> all() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(Shared.path("fixtures/models/broken/expected.json").toFile())
            .get("cases");
    List<Broken> all = new ArrayList<>();
    for (JsonNode one : cases) {
      String path = one.get("path").asText();
      if (path.matches("(tokenizer|spiece|chinese-vocab)-.*") && !NOT_OF_ONE_FILE.contains(path)) {
        List<String> words = new ArrayList<>();
        one.get("message_should_name").forEach(word -> words.add(word.asText()));
        all.add(new Broken(path, one.get("verdict").asText(), words));
      }
    }
    return all.stream();
  }

  private static Tokenizer read(String path) throws IOException {
    Path folder = Shared.path("fixtures/models/broken/" + path);
    if (Files.exists(folder.resolve("vocab.txt"))) {
      return Tokenizers.chineseClip(folder.resolve("vocab.txt"));
    }
    Path model = folder.resolve("spiece.model");
    return Tokenizers.siglip(Files.exists(model) ? model : folder.resolve("tokenizer.json"));
  }

  @Test
  void referenceHasMoreThanADozenCases() throws IOException {
    assertThat(all()).hasSizeGreaterThan(12);
  }

  @ParameterizedTest
  @MethodSource("all")
  void verdictIsThatOfTheReference(Broken broken) {
    CheckpointException refusal =
        catchThrowableOfType(
            CheckpointException.class,
            () -> read(broken.path).encode("a photo of a cat " + "a".repeat(40) + "!", 64));

    switch (broken.verdict) {
      case "load" -> assertThat(refusal).isNull();
      case "refuse" ->
          assertThat(refusal)
              .satisfies(
                  e ->
                      assertThat(broken.words)
                          .anyMatch(word -> String.valueOf(e.getMessage()).contains(word)));
      default -> assertThat(broken.verdict).isEqualTo("either");
    }
  }

  @Test
  void vocabularyTellsOfIdsBeyondATable() throws IOException {
    assertThat(read("tokenizer-too-large-ids").vocabulary())
        .isGreaterThan(read("tokenizer-good").vocabulary());
    assertThat(read("chinese-vocab-longer").vocabulary())
        .isGreaterThan(read("chinese-vocab-crlf").vocabulary());
  }

  @Test
  void everyCutOfAGoodFileIsRefusedOrRead() throws IOException {
    Path folder = Files.createTempDirectory("tokenizer");
    for (String name : List.of("siglip-openclip/spiece.model", "onnx-clip/tokenizer.json")) {
      byte[] whole = Files.readAllBytes(Shared.path("fixtures/models/models/" + name));
      Path cut = folder.resolve(name.replaceFirst(".*/", ""));
      for (int length = 0; length < whole.length; length += 97) {
        Files.write(cut, Arrays.copyOf(whole, length));
        assertThatCode(() -> readOrRefuse(cut)).doesNotThrowAnyException();
      }
    }
  }

  private static void readOrRefuse(Path file) throws IOException {
    try {
      assertThat(Tokenizers.siglip(file).encode("a cat", 64)).isNotEmpty();
    } catch (CheckpointException e) {
      assertThat(e).hasMessageStartingWith(file.toString());
    }
  }
}
