package io.glimpse.lite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WordNetTest {

  private static WordNet wordNet;

  @BeforeAll
  static void open() throws IOException {
    wordNet = new WordNet();
  }

  @Test
  void aNounHasItsGlossAndItsKinds() {
    WordNet.Entry okapi = wordNet.find("okapi").orElseThrow();

    assertThat(okapi.gloss()).startsWith("similar to the giraffe but smaller");
    assertThat(okapi.kinds()).isEqualTo("giraffe, ruminant, even-toed ungulate");
  }

  @Test
  void pluralsAndOtherSpellingsAreFound() {
    assertThat(wordNet.find("berries")).isEqualTo(wordNet.find("berry")).isPresent();
    assertThat(wordNet.find("Guide_Dog")).isEqualTo(wordNet.find("guide dog")).isPresent();
    assertThat(wordNet.find("okapi (animal)")).isEqualTo(wordNet.find("okapi"));
  }

  @Test
  void theLastWordSpeaksForANameThatIsMissing() {
    assertThat(wordNet.find("grey reef shark")).isEqualTo(wordNet.find("shark")).isPresent();
  }

  @Test
  void theFirstAndTheLastLemmaAreFoundAndStrangersAreNot() {
    assertThat(wordNet.find("'hood")).isPresent();
    assertThat(wordNet.find("zymogen")).isPresent();
    assertThat(wordNet.find("qwertyuiop")).isEmpty();
    assertThat(wordNet.find("")).isEmpty();
    assertThat(wordNet.find("()")).isEmpty();
  }
}
