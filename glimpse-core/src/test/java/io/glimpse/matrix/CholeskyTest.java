package io.glimpse.matrix;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {

  /** {@code XᵀX + I}, which is positive definite. */
  private static double[][] positive(int d, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[d + 3][d];
    for (double[] row : x) {
      for (int j = 0; j < d; j++) {
        row[j] = random.nextGaussian();
      }
    }
    double[][] a = new double[d][d];
    for (int i = 0; i < d; i++) {
      a[i][i] = 1;
      for (int j = 0; j < d; j++) {
        for (double[] row : x) {
          a[i][j] += row[i] * row[j];
        }
      }
    }
    return a;
  }

  /** Around the sizes of panels and parts. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 31, 32, 33, 36, 70, 129})
  void theInverseTimesTheMatrixIsOne(int d) {
    double[][] a = positive(d, d);

    double[][] inverse = Cholesky.inverse(a);

    double[][] product = new double[d][d];
    double[][] one = new double[d][d];
    for (int i = 0; i < d; i++) {
      one[i][i] = 1;
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < d; k++) {
          product[i][j] += a[i][k] * inverse[k][j];
        }
        assertThat(inverse[i][j]).isEqualTo(inverse[j][i]);
      }
    }
    assertNear(product, one, 1e-10);
  }

  @Test
  void byHand() {
    double[][] a = {{4, 2}, {2, 3}};

    assertNear(Cholesky.inverse(a), new double[][] {{0.375, -0.25}, {-0.25, 0.5}}, 1e-15);
    assertThat(a).isDeepEqualTo(new double[][] {{4, 2}, {2, 3}});
    assertThat(Cholesky.inverse(new double[0][])).isEmpty();
  }

  @Test
  void whatHasNoInverseIsRefused() {
    assertThatThrownBy(() -> Cholesky.inverse(new double[][] {{1, 2}, {2, 1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the matrix is not positive definite: pivot 1 is -3.0");
    assertThatThrownBy(() -> Cholesky.inverse(new double[][] {{Double.NaN}}))
        .hasMessageContaining("pivot 0 is NaN");
    assertThatThrownBy(() -> Cholesky.inverse(new double[][] {{1, 0}, {0}}))
        .hasMessage("row 1 has 1 values, but there are 2 rows");
  }
}
