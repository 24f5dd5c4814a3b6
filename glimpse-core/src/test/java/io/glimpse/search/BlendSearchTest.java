package io.glimpse.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.matrix.Matrix;
import org.junit.jupiter.api.Test;

class BlendSearchTest {

  @Test
  void theWeightThatIsRightMostOftenWins() {
    // Right from 10 on, at 1 only by a tie that class 0 wins, and up to 100.
    Matrix base = Matrix.of(new float[] {1, 0}, new float[] {0, 500});
    Matrix term = Matrix.of(new float[] {0, 1}, new float[] {1, 0});
    assertThat(BlendSearch.best(base, term, new int[] {1, 1}))
        .isEqualTo(new BlendSearch.Best(10, 2));
  }

  @Test
  void ofEquallyGoodWeightsTheSmallestWins() {
    Matrix same = new Matrix(2, 3);
    assertThat(BlendSearch.best(same, same, new int[] {0, 2}))
        .isEqualTo(new BlendSearch.Best(1e-4, 1));
    assertThat(BlendSearch.best(same, same, new int[] {1, 2}))
        .isEqualTo(new BlendSearch.Best(1e-4, 0));
  }

  @Test
  void ofEquallyGoodWeightsTheOneNearestToThatWhichIsPreferredWins() {
    Matrix same = new Matrix(2, 3);
    int[] truth = {0, 2};
    assertThat(BlendSearch.best(same, same, truth, BlendSearch.near(1)))
        .isEqualTo(new BlendSearch.Best(1, 1));
    assertThat(BlendSearch.best(same, same, truth, BlendSearch.near(40)))
        .isEqualTo(new BlendSearch.Best(100, 1));
    assertThat(BlendSearch.best(same, same, truth, BlendSearch.near(0)))
        .isEqualTo(new BlendSearch.Best(1e-4, 1));
    assertThat(BlendSearch.best(same, same, truth, BlendSearch.near()))
        .isEqualTo(new BlendSearch.Best(1e-4, 1));
  }

  @Test
  void refusesWhatDoesNotFitOrIsNotFinite() {
    Matrix base = new Matrix(2, 3);
    Matrix broken = new Matrix(2, 3);
    broken.set(1, 2, Float.NaN);
    assertThatThrownBy(() -> BlendSearch.best(base, new Matrix(2, 2), new int[2]))
        .hasMessage("the terms differ in shape: 2 x 3 matrix and 2 x 2 matrix");
    assertThatThrownBy(() -> BlendSearch.best(base, base, new int[1]))
        .hasMessage("2 rows of logits do not go with 1 classes");
    assertThatThrownBy(() -> BlendSearch.best(base, broken, new int[2]))
        .hasMessage("the term that is weighted, row 1, column 2 is NaN");
  }
}
