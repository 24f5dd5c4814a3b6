package io.glimpse.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassSetTest {

  private final ClassSet classes = ClassSet.of("grand_piano", "wild cat", "wild_cat");

  @Test
  void aNameIsFoundWithSpacesForUnderscoresAndBack() {
    assertThat(classes.find("grand piano")).hasValue(0);
    assertThat(classes.find("grand_piano")).hasValue(0);
    assertThat(classes.find("piano")).isEmpty();
  }

  @Test
  void theNameAsItIsComesFirst() {
    assertThat(classes.find("wild_cat")).hasValue(2);
    assertThat(classes.find("wild cat")).hasValue(1);
  }

  @Test
  void printedItIsALineHoweverManyAndLongItsNamesAre() {
    assertThat(ClassSet.of("emu")).hasToString("1 class (emu)");
    assertThat(classes).hasToString("3 classes (grand_piano, wild cat, wild_cat)");
    assertThat(ClassSet.numbered(1000)).hasToString("1000 classes (0, 1, 2, ...)");
    assertThat(ClassSet.of("\ud83d\ude00".repeat(100_000)))
        .hasToString("1 class (" + "\ud83d\ude00".repeat(40) + "...)");
    assertThat(ClassSet.described(List.of())).isEqualTo("0 classes");
  }
}
