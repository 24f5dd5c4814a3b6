package io.glimpse.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":1,\"a\":2}", "{} {}", "{\"a\":", "[1,]", "nul", "{'a':1}", "[NaN]"})
  void whatHasNotOneMeaningIsRefused(String text) {
    assertThatThrownBy(() -> StrictJson.read(text))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageStartingWith("is not JSON at line 1, column ");
    assertThatThrownBy(() -> StrictJson.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void theSecondOfTwoKeysIsThePlace() {
    assertThatThrownBy(() -> StrictJson.read("{\n\"a\":1,\n\"a\":2}"))
        .isInstanceOfSatisfying(
            MalformedJsonException.class,
            e -> {
              assertThat(e.line()).isEqualTo(3);
              assertThat(e.reason()).isEqualTo("Duplicate field 'a'");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1          | it ends too early",
        "{} {}       | something follows its end",
        "sad         | what stands there is not JSON",
        "{'a':1}     | what stands there is not JSON",
        "[NaN]       | what stands there is not JSON",
        "[1,]        | what stands there is not JSON"
      })
  void whatIsWrongIsSaidInWordsForPeople(String text, String reason) {
    assertThatThrownBy(() -> StrictJson.read(text.strip()))
        .isInstanceOfSatisfying(
            MalformedJsonException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void nestingEnds() throws IOException {
    assertThat(StrictJson.read("[".repeat(100) + "]".repeat(100)).isArray()).isTrue();
    assertThatThrownBy(() -> StrictJson.read("[".repeat(101) + "]".repeat(101)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] bad = {'"', (byte) 0xff, '"'};
    assertThatThrownBy(() -> StrictJson.read(bad)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void aFileIsAsLongAsItMayBe() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "[1, 2]");

    assertThat(StrictJson.read(file, 6)).hasSize(2);
    assertThatThrownBy(() -> StrictJson.read(file, 5))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file + ": has more than 5 bytes");
  }

  record Point(int x, List<String> names) {}

  @Test
  void recordsLeaveLaterFieldsAsideAndMissNone() throws IOException {
    Path file = folder.resolve("a.json");
    Files.writeString(file, "{\"x\":1,\"names\":[\"a\"],\"later\":{}}");
    assertThat(StrictJson.record(file, 100, Point.class)).isEqualTo(new Point(1, List.of("a")));

    for (String wrong : List.of("{\"names\":[]}", "{\"x\":\"one\"}", "[]", "null", "")) {
      Files.writeString(file, wrong);
      assertThatThrownBy(() -> StrictJson.record(file, 100, Point.class))
          .as(wrong)
          .isInstanceOf(MalformedJsonException.class)
          .hasMessageNotContaining("Point");
    }
  }

  @Test
  void typesAreAskedForByPlace() throws IOException {
    JsonNode json = StrictJson.read("{\"text\":\"a\",\"list\":[],\"many\":4294967296,\"no\":null}");

    assertThat(StrictJson.text(json.path("text"), "'text'")).isEqualTo("a");
    assertThat(StrictJson.whole(json.path("many"), "'many'", 0, Long.MAX_VALUE))
        .isEqualTo(1L << 32);
    assertThat(StrictJson.number(json.path("many"), "'many'")).isEqualTo(0x1p32);
    assertThat(StrictJson.list(json.path("list"), "'list'")).isEmpty();
    assertThatThrownBy(() -> StrictJson.object(json.path("list"), "'list'"))
        .hasMessage("'list' is a list, not an object");
    assertThatThrownBy(() -> StrictJson.text(json.path("other"), "'other'"))
        .hasMessage("'other' is missing, not text");
    assertThatThrownBy(() -> StrictJson.list(json.path("no"), ""))
        .hasMessage("is null, not a list");
    assertThatThrownBy(() -> StrictJson.whole(json.path("many"), "'many'", 0, 7))
        .hasMessage("'many' is the number 4294967296, not a whole number from 0 to 7");
  }
}
