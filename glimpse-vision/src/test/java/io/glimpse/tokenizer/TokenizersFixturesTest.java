package io.glimpse.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ids that the libraries of the encoders' authors give, text by text. */
class TokenizersFixturesTest {

  private static final Map<String, Tokenizer> READ = new HashMap<>();

  private interface Reader {
    Tokenizer read(Path file) throws IOException;
  }

  /**
   * One rule.
   *
   * @param cases the file with texts and ids
   * @param column the ids that are meant, where a text has them; else those called {@code ids}
   */
  private record Rule(String cases, String column, String file, Reader reader) {}

  private static final Rule[] RULES = {
    new Rule("siglip-hf", "ids", "models/siglip-hf/spiece.model", Tokenizers::siglip),
    new Rule(
        "siglip-openclip",
        "ids",
        "models/siglip-openclip/spiece.model",
        file -> Tokenizers.openClip(file, "canonicalize")),
    new Rule("siglip2-hf", "ids", "models/siglip2-hf/tokenizer.json", Tokenizers::siglip2),
    new Rule("siglip2-hf", "ids_case_kept", "models/siglip2-hf/tokenizer.json", Tokenizers::json),
    new Rule(
        "siglip2-hf",
        "ids_open_clip",
        "models/siglip2-hf/tokenizer.json",
        file -> Tokenizers.openClip(file, "canonicalize")),
    new Rule(
        "siglip2-openclip",
        "ids",
        "models/siglip2-openclip/tokenizer.json",
        file -> Tokenizers.openClip(file, "canonicalize")),
    new Rule(
        "chinese-clip-hf",
        "ids_cn_clip",
        "models/chinese-clip-hf/vocab.txt",
        Tokenizers::chineseClip),
    new Rule(
        "chinese-clip-hf",
        "ids_tokenizer_json",
        "tokenizer/chinese-clip-tokenizer.json",
        Tokenizers::json),
    new Rule("metaclip2-hf", "ids", "models/metaclip2-hf/tokenizer.json", Tokenizers::json),
    new Rule("onnx-clip", "ids", "models/onnx-clip/tokenizer.json", Tokenizers::json),
    new Rule("onnx-siglip", "ids", "models/onnx-siglip/tokenizer.json", Tokenizers::json),
  };

  private record Case(Rule rule, String text, int[] ids, int length) {

    static Case of(Rule rule, JsonNode json) {
      String column = json.has(rule.column) ? rule.column : "ids";
      int[] ids =
          IntStream.range(0, json.get(column).size())
              .map(i -> json.get(column).get(i).asInt())
              .toArray();
      int length = json.get(column.replace("ids", "length")).asInt();
      int given = ids.length;
      int[] row = Arrays.copyOf(ids, length);
      Arrays.fill(row, given, length, ids[given - 1]);
      return new Case(rule, json.get("text").asText(), row, length);
    }

    @Override
    public String toString() {
      return rule.cases
          + " "
          + rule.column
          + " "
          + rule.file.replaceFirst(".*/", "")
          + " "
          + text.codePoints()
              .limit(40)
              .mapToObj(c -> c >= ' ' && c < 0x7f ? Character.toString(c) : "U+%04X ".formatted(c))
              .reduce("", String::concat);
    }
  }

  private static Stream<Case> all() throws IOException {
    Stream<Case> all = Stream.empty();
    for (Rule rule : RULES) {
      JsonNode cases =
          new ObjectMapper()
              .readTree(Shared.path("fixtures/models/tokenizer/" + rule.cases + ".json").toFile())
              .get("cases");
      all =
          Stream.concat(
              all,
              StreamSupport.stream(cases.spliterator(), false).map(json -> Case.of(rule, json)));
    }
    return all;
  }

  private static synchronized Tokenizer tokenizer(Rule rule) throws IOException {
    String key = rule.cases + rule.column + rule.file;
    Tokenizer tokenizer = READ.get(key);
    if (tokenizer == null) {
      tokenizer = rule.reader.read(Shared.path("fixtures/models/" + rule.file));
      READ.put(key, tokenizer);
    }
    return tokenizer;
  }

  @Test
  void referenceHasHundredsOfCases() throws IOException {
    assertThat(all()).hasSizeGreaterThan(850);
  }

  @ParameterizedTest
  @MethodSource("all")
  void idsAreThoseOfTheReference(Case expected) throws IOException {
    Tokenizer tokenizer = tokenizer(expected.rule);
    int[] ids = tokenizer.encode(expected.text, expected.length);

    int[] row = Arrays.copyOf(ids, expected.length);
    Arrays.fill(row, ids.length, expected.length, tokenizer.filling());
    assertThat(row).containsExactly(expected.ids);
    assertThat(Arrays.stream(ids)).allMatch(id -> id >= 0 && id < tokenizer.vocabulary());
  }
}
