package io.glimpse.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.matrix.Matrix;
import org.junit.jupiter.api.Test;

class LabelsTest {

  @Test
  void aRowWithoutAnyShareIsNamed() {
    Matrix shares = Matrix.of(new float[] {0.5f, 0.5f}, new float[] {0, 0});

    assertThatThrownBy(() -> Labels.soft(shares))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1 gives no class a share above 0");
  }

  @Test
  void classesCanAlwaysBeCounted() {
    assertThat(Labels.of(Integer.MAX_VALUE - 1).classCount()).isEqualTo(Integer.MAX_VALUE);
    assertThatThrownBy(() -> Labels.of(0, Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1 has the label 2147483647, too large");
  }
}
