package io.glimpse.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.glimpse.matrix.Matrix;
import org.junit.jupiter.api.Test;

class CalipSearchTest {

  private static final Grid QUARTERS = new Grid(0, 1, 4);

  @Test
  void eachTermIsWeightedByItsOwnParameter() {
    Matrix base = Matrix.of(new float[] {1, 0});
    Matrix guided = Matrix.of(new float[] {0, 1});
    Matrix blended = Matrix.of(new float[] {0, 2});
    int[][] counts =
        new CalipSearch(base, guided, blended, new int[] {1}).counts(QUARTERS, QUARTERS);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        assertThat(counts[i][j]).isEqualTo(0.25 * i + 0.5 * j > 1 ? 1 : 0);
      }
    }
  }

  @Test
  void equalLogitsGoToTheFirstClass() {
    Matrix same = new Matrix(2, 2);
    assertThat(new CalipSearch(same, same, same, new int[] {0, 1}).best(QUARTERS, QUARTERS))
        .isEqualTo(new Winner(0, 0, 0, 0, 1, 16));
  }

  @Test
  void ofEquallyGoodPointsTheOneNearestToThatWhichIsPreferredWins() {
    Matrix same = new Matrix(2, 2);
    CalipSearch search = new CalipSearch(same, same, same, new int[] {0, 1});
    assertThat(search.best(QUARTERS, QUARTERS, Preference.near(0.7, 0.2)))
        .isEqualTo(new Winner(3, 1, 0.75, 0.25, 1, 16));
    // Between two points the published order decides.
    assertThat(search.best(QUARTERS, QUARTERS, Preference.near(0.375, 9)))
        .isEqualTo(new Winner(1, 3, 0.25, 0.75, 1, 16));
  }

  @Test
  void refusesTermsThatAreNotFinite() {
    Matrix base = new Matrix(2, 2);
    Matrix broken = new Matrix(2, 2);
    broken.set(1, 0, Float.NaN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CalipSearch(base, broken, base, new int[2]).best(QUARTERS, QUARTERS))
        .withMessageContaining("row 1: a term of its logits is infinite or not a number");
  }

  @Test
  void refusesTermsOfOtherShapes() {
    Matrix base = new Matrix(2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CalipSearch(base, new Matrix(2, 3), base, new int[2]))
        .withMessage("the terms differ in shape: 2 x 2 matrix and 2 x 3 matrix");
  }
}
