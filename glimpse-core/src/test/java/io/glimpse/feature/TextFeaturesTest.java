package io.glimpse.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.matrix.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFeaturesTest {

  private static final Matrix OPPOSITE = Matrix.of(new float[] {1, 0}, new float[] {-1, 0});

  @Test
  void promptsOfMoreClassesThanThereAreAreRefused() {
    List<Matrix> prompts = List.of(OPPOSITE.rows(0, 1), OPPOSITE.rows(1, 2));

    assertThatThrownBy(() -> TextFeatures.ofPrompts(ClassSet.of("cat"), prompts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prompts of 2 classes for 1 classes");
  }

  @Test
  void promptsThatCancelOutAreNamedByTheirClass() {
    assertThatThrownBy(() -> TextFeatures.ofPrompts(ClassSet.of("cat"), List.of(OPPOSITE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the prompts of class 'cat' cancel each other out");
  }

  @Test
  void oneClassAfterTheOtherGivesTheRowsOfAllAtOnce() {
    Matrix some = Matrix.of(new float[] {3, 1, 2}, new float[] {1, 5, 0.5f});
    Matrix other = Matrix.of(new float[] {0.1f, 0.2f, 7});
    TextFeatures all =
        TextFeatures.ofPrompts(ClassSet.of("cat", "dog", "cow"), List.of(other, some, other));

    TextFeatures grown =
        TextFeatures.ofPrompts(ClassSet.of("cat"), List.of(other))
            .with("dog", some)
            .with("cow", other);

    assertSame(grown, all);
    assertSame(
        all.without(0), TextFeatures.ofPrompts(ClassSet.of("dog", "cow"), List.of(some, other)));
    assertSame(
        all.renamed(1, "hound"),
        TextFeatures.ofPrompts(ClassSet.of("cat", "hound", "cow"), List.of(other, some, other)));
  }

  private static void assertSame(TextFeatures actual, TextFeatures expected) {
    assertThat(actual.classes()).isEqualTo(expected.classes());
    assertThat(actual.weights().data()).containsExactly(expected.weights().data());
    assertThat(actual.prompts()).hasSameSizeAs(expected.prompts());
    for (int c = 0; c < expected.prompts().size(); c++) {
      assertThat(actual.prompts().get(c).data()).containsExactly(expected.prompts().get(c).data());
    }
  }

  @Test
  void weightsWithoutPromptsStayWithoutThem() {
    Matrix axes = Matrix.of(new float[] {1, 0}, new float[] {0, 1});
    TextFeatures texts = TextFeatures.ofWeights(ClassSet.of("cat"), axes.rows(0, 1));

    TextFeatures two = texts.with("dog", axes.rows(1, 2));

    assertThat(two.prompts()).isEmpty();
    assertThat(two.without(0).weights().row(0)).containsExactly(0, 1);
  }

  @Test
  void noTextsStayNoneWhateverClassesComeAndGo() {
    TextFeatures none = TextFeatures.none(ClassSet.of("cat", "dog"), 3);
    Matrix nothing = new Matrix(0, 3);

    assertThat(none.isNone()).isTrue();
    assertThat(none.weights().data()).containsOnly(0);
    TextFeatures other = none.with("cow", nothing).without(0).renamed(0, "hound");
    assertThat(other.isNone()).isTrue();
    assertThat(other.classes().names()).containsExactly("hound", "cow");
    assertThat(other.weights().rows()).isEqualTo(2);
    assertThat(other.replaced(0, nothing).isNone()).isTrue();
    assertSame(TextFeatures.ofPrompts(ClassSet.of("cat", "dog"), List.of(nothing, nothing)), none);
    assertThat(TextFeatures.ofWeights(ClassSet.of("cat"), new Matrix(1, 3)).isNone()).isFalse();
  }
}
