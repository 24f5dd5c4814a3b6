package io.glimpse.feature;

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
}
