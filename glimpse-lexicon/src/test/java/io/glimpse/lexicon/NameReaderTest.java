package io.glimpse.lexicon;

import static io.glimpse.lexicon.Reading.Sense.CODE;
import static io.glimpse.lexicon.Reading.Sense.ENGLISH;
import static io.glimpse.lexicon.Reading.Sense.FOREIGN;
import static io.glimpse.lexicon.Reading.Sense.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameReaderTest {

  private static List<Reading> read(String... names) {
    try {
      return new NameReader(Lexicon.open().orElseThrow(), name -> false, "hoodie"::equals)
          .read(List.of(names));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Reading.Sense sense(String name) {
    return read(name).get(0).sense();
  }

  @Test
  void wordsOfOtherLanguagesAreReadInEnglish() {
    assertThat(read("猫", "杯子", "雪豹", "扳手").stream().map(Reading::words))
        .containsExactly("cat", "cup", "snow leopard", "spanner");
    assertThat(read("Schraubenschlüssel").get(0).words()).isEqualTo("spanner");
    assertThat(read("кошка", "고양이").stream().map(Reading::sense)).containsOnly(FOREIGN);
  }

  @Test
  void englishNamesStayAsTheyAre() {
    for (String name :
        List.of("snow leopard", "snow_leopard", "Chairs", "t-shirt", "hoodie", "TV")) {
      Reading reading = read(name).get(0);
      assertThat(reading.sense()).as(name).isEqualTo(ENGLISH);
      assertThat(reading.words()).isEqualTo(name);
    }
  }

  @Test
  void wordsThatAreRunTogetherArePartedAgain() {
    assertThat(read("AnnualCrop").get(0).words()).isEqualTo("annual crop");
    assertThat(read("HerbaceousVegetation").get(0).sense()).isEqualTo(ENGLISH);
  }

  @Test
  void numbersAndCodesSayNothing() {
    for (String name :
        List.of("0", "SKU-4711", "n01440764", "part 7", "class_a", "🪑", "img_001")) {
      assertThat(sense(name)).as(name).isEqualTo(CODE);
    }
    assertThat(sense("螺丝")).isEqualTo(UNKNOWN);
    assertThat(sense("xyzzy")).isEqualTo(UNKNOWN);
    assertThat(sense("wing nut")).isEqualTo(ENGLISH);
    assertThat(sense("part")).isEqualTo(ENGLISH);
  }

  @Test
  void aWordOfTwoLanguagesIsReadInTheOneOfTheList() {
    assertThat(read("Katze", "Hund", "Gift").get(2).words()).isEqualTo("poison");
    assertThat(read("cat", "dog", "Gift").get(2).words()).isEqualTo("Gift");
    assertThat(read("椅子", "ピアノ", "イルカ").get(0).language()).isEqualTo("ja");
    assertThat(read("椅子", "钢琴", "海豚").get(0).language()).isEqualTo("zh");
  }
}
