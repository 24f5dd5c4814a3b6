package io.glimpse.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenAI's tokenizer with ftfy, string by string; no deviation is allowed for. */
class ClipTokenizerFixturesTest {

  private record Expected(
      String text, String cleaned, List<Integer> ids, int untruncated, boolean fits) {

    static Expected of(JsonNode json) {
      List<Integer> ids = new ArrayList<>();
      json.get("ids").forEach(id -> ids.add(id.asInt()));
      ids.addAll(Collections.nCopies(ClipTokenizer.CONTEXT - ids.size(), 0));
      return new Expected(
          json.get("text").asText(),
          json.get("cleaned").asText(),
          ids,
          json.get("n_untruncated").asInt(),
          json.get("truncate_false").asText().equals("ok"));
    }

    @Override
    public String toString() {
      return text.codePoints()
          .limit(40)
          .mapToObj(c -> c >= ' ' && c < 0x7f ? Character.toString(c) : "U+%04X ".formatted(c))
          .reduce("", String::concat);
    }
  }

  private static Stream<Expected> all() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(Shared.path("fixtures/encoders/tokenizer/cases.json").toFile())
            .get("cases");
    return StreamSupport.stream(cases.spliterator(), false).map(Expected::of);
  }

  @Test
  void referenceHasFourHundredCases() throws IOException {
    assertThat(all()).hasSizeGreaterThan(400);
  }

  @ParameterizedTest
  @MethodSource("all")
  void truncatedIdsAreThoseOfTheReference(Expected expected) {
    assertThat(boxed(new ClipTokenizer().encode(expected.text, true))).isEqualTo(expected.ids);
  }

  @ParameterizedTest
  @MethodSource("all")
  void untruncatedIdsAreThoseOfTheReferenceOrRefused(Expected expected) {
    ClipTokenizer tokenizer = new ClipTokenizer();
    if (expected.fits) {
      assertThat(boxed(tokenizer.encode(expected.text, false))).isEqualTo(expected.ids);
    } else {
      assertThatThrownBy(() -> tokenizer.encode(expected.text, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("too long for context length 77")
          .hasMessageContaining(expected.untruncated + " tokens");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void cleanedTextIsThatOfTheReference(Expected expected) {
    assertThat(TextCleaning.clean(expected.text)).isEqualTo(expected.cleaned);
  }

  @Test
  void batchHasTheRowsOfItsTexts() throws IOException {
    int[][] rows = new ClipTokenizer().encode(all().map(expected -> expected.text).toList(), true);

    assertThat(Arrays.stream(rows).map(ClipTokenizerFixturesTest::boxed))
        .containsExactlyElementsOf(all().map(expected -> expected.ids).toList());
  }

  private static List<Integer> boxed(int[] ids) {
    return Arrays.stream(ids).boxed().toList();
  }
}
