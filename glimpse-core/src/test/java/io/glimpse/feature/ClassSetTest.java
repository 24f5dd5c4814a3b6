package io.glimpse.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    assertThat(ClassSet.of("\ud83d\ude00".repeat(500)))
        .hasToString("1 class (" + "\ud83d\ude00".repeat(40) + "...)");
    assertThat(ClassSet.described(List.of())).isEqualTo("0 classes");
  }

  @Test
  void aNameThatNobodyReadsIsRefusedByItsBeginning() {
    assertThat(ClassSet.of("x".repeat(1000)).size()).isOne();
    assertThatThrownBy(() -> ClassSet.of("emu", "x".repeat(1001)))
        .hasMessage(
            "class 2 has a name of 1001 characters, and at most 1000 are read; it begins '"
                + "x".repeat(40)
                + "...'");
  }

  @Test
  void whatPeopleTakeForOneNameIsOne() {
    ClassSet names =
        ClassSet.of("t-shirt", "Caf\u00e9 Cr\u00e8me", "snow leopard", "\u039c\u03a5\u03a3");

    assertThat(names.find("T-Shirt")).hasValue(0);
    assertThat(names.find("t_shirt")).hasValue(0);
    assertThat(names.find("Cafe\u0301-cre\u0300me")).hasValue(1);
    assertThat(names.find(" Snow_Leopard")).hasValue(2);
    assertThat(names.find("\u03bc\u03c5\u03c2")).hasValue(3);
    assertThat(names.find("tshirt")).isEmpty();
  }

  @Test
  void aNameThatMayBeTwoClassesIsNone() {
    ClassSet names = ClassSet.of("chair", "Chair", "wild cat", "wild-cat");

    assertThat(names.find("chair")).hasValue(0);
    assertThat(names.find("Chair")).hasValue(1);
    assertThat(names.find("CHAIR")).isEmpty();
    assertThat(names.find("wild_cat")).hasValue(2);
  }
}
