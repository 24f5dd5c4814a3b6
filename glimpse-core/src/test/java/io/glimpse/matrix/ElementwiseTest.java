package io.glimpse.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ElementwiseTest {

  /** Rows of a wider array: two of three columns are the matrix's. */
  private final float[] storage = {1, 2, 9, 3, 4, 9, 5, 6, 9};

  private final Matrix window = Matrix.wrap(storage, 3, 2, 2, 3);

  @Test
  void onlyTheValuesOfAWindowAreScaled() {
    assertThat(Elementwise.scale(window, 2)).isSameAs(window);

    assertThat(storage).containsExactly(1, 2, 9, 6, 8, 9, 10, 12, 9);
  }

  @Test
  void aMultipleIsAddedToAWindow() {
    Elementwise.addScaled(0.5, Matrix.of(new float[] {2, 4}, new float[] {6, 8}), window);

    assertThat(storage).containsExactly(1, 2, 9, 4, 6, 9, 8, 10, 9);
  }

  @Test
  void oneRowIsAddedToEveryRow() {
    Elementwise.addToEveryRow(Matrix.of(new float[] {10, 20}), window);

    assertThat(storage).containsExactly(1, 2, 9, 13, 24, 9, 15, 26, 9);
  }

  @Test
  void shapesThatDifferAreNamed() {
    assertThatThrownBy(() -> Elementwise.addScaled(1, new Matrix(3, 2), window))
        .hasMessageContaining("3 x 2");
    assertThatThrownBy(() -> Elementwise.addToEveryRow(new Matrix(1, 3), window))
        .hasMessageContaining("1 x 3");
  }
}
