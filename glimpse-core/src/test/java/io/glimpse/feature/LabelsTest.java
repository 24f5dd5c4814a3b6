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
  void balancedClassesCountAsMuchAndARowCountsOneOnAverage() {
    Labels balanced = Labels.of(0, 0, 0, 2).balanced(3);

    assertThat(balanced.share(0, 0)).isEqualTo(4f / 6);
    assertThat(balanced.share(3, 2)).isEqualTo(2);
    assertThat(balanced.share(3, 0)).isZero();
    assertThat(balanced.toArray()).containsExactly(0, 0, 0, 2);
    Labels even = Labels.of(1, 0);
    assertThat(even.balanced(3)).isSameAs(even);
  }

  @Test
  void classesCanAlwaysBeCounted() {
    assertThat(Labels.of(Integer.MAX_VALUE - 1).classCount()).isEqualTo(Integer.MAX_VALUE);
    assertThatThrownBy(() -> Labels.of(0, Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1 has the label 2147483647, too large");
  }
}
