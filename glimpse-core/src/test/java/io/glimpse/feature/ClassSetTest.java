package io.glimpse.feature;

import static org.assertj.core.api.Assertions.assertThat;

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
}
