package io.glimpse.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class LexiconTest {

  private final Lexicon lexicon = open();

  private static Lexicon open() {
    try {
      return Lexicon.open().orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyLineOfTheTableIsFound() throws IOException {
    try (var in =
        new GZIPInputStream(
            Objects.requireNonNull(Lexicon.class.getResourceAsStream("names.tsv.gz")))) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertThat(lines).hasSize(155_408);
      for (String line : lines) {
        String[] parts = line.split("\t", -1);
        assertThat(lexicon.find(parts[1]))
            .containsEntry(parts[0], List.of(parts[2].split("\\|", -1)));
      }
    }
  }

  @Test
  void caseAndCompositionMakeNoDifference() {
    // The vowel and its dots as two characters, as macOS writes file names.
    assertThat(lexicon.find("BA\u0308R").get("de")).containsExactly("bear");
    assertThat(lexicon.find("Katze")).isEqualTo(lexicon.find("katze")).isNotEmpty();
  }

  @Test
  void inflectedWordsAreEnglishAsTheirStemsAre() {
    assertThat(List.of("chair", "Chairs", "mice", "leaves", "women", "scratched", "running"))
        .allMatch(lexicon::isEnglish);
    assertThat(List.of("stuhl", "katzen", "sku", "gato", "")).noneMatch(lexicon::isEnglish);
  }
}
