package io.glimpse.matrix;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {

  @Test
  void factorsAndSolvesWhatCanBeDoneByHand() {
    double[] a = {4, 2, -99, 5};
    Cholesky factor = Cholesky.of(a, 2);
    assertThat(a).containsExactly(2, 1, -99, 2);
    double[] b = {8, 4, 12, 10};
    factor.solve(b, 2);
    // 4 x + 2 y = 8 and 2 x + 5 y = 12; 4 x + 2 y = 4 and 2 x + 5 y = 10.
    assertThat(b).containsExactly(new double[] {1, 0, 2, 2}, within(1e-15));
  }

  /** Below, at and above the sizes of blocks, parts and tiles. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 63, 64, 65, 130, 600})
  void solutionsAreThoseOfPlainElimination(int n) {
    double[][] x = random(2 * n, n);
    double[] product = CrossProduct.of(x, n);
    double[][] plain = plainProduct(x, n);
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        assertThat(product[i * n + j]).isCloseTo(plain[i][j], within(1e-11 * n));
      }
    }
    int columns = n == 65 ? 70 : 3;
    double[][] sides = random(n, columns);
    double[] b = new double[n * columns];
    for (int i = 0; i < n; i++) {
      System.arraycopy(sides[i], 0, b, i * columns, columns);
    }

    Cholesky.of(product, n).solve(b, columns);

    double[][] expected = PlainSolve.of(plain, sides);
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < columns; c++) {
        assertThat(b[i * columns + c]).isCloseTo(expected[i][c], within(1e-9));
      }
    }
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefusedByItsPivot() {
    assertThatThrownBy(() -> Cholesky.of(new double[] {1, 2, 2, 4}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the matrix is not positive definite: pivot 1 of 2 is 0.0");
    assertThatThrownBy(() -> Cholesky.of(new double[] {Double.NaN}, 1))
        .hasMessage("the matrix is not positive definite: pivot 0 of 1 is NaN");
  }

  @Test
  void arraysOfOtherSizesAreRefused() {
    assertThatThrownBy(() -> Cholesky.of(new double[3], 2))
        .hasMessage("3 values do not make a 2 x 2 matrix");
    Cholesky factor = Cholesky.of(new double[] {1}, 1);
    assertThatThrownBy(() -> factor.solve(new double[3], 2))
        .hasMessage("3 values do not make 2 right-hand sides of 1");
    assertThatThrownBy(() -> CrossProduct.of(new double[0][], 50_000))
        .hasMessage("a product of 50000 x 50000 is too large; at most 46340 are possible");
  }

  /** Around the sizes of blocks and of steps of four. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 31, 32, 33, 63, 65, 129})
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
    double[] flat = new double[d * d];
    for (int i = 0; i < d; i++) {
      System.arraycopy(a[i], 0, flat, i * d, d);
    }
    double[] diagonal = Cholesky.of(flat, d).inverseDiagonal();
    for (int i = 0; i < d; i++) {
      assertThat(diagonal[i]).isCloseTo(inverse[i][i], within(1e-12 * inverse[i][i]));
    }
  }

  @Test
  void inversesByHand() {
    double[][] a = {{4, 2}, {2, 3}};

    assertNear(Cholesky.inverse(a), new double[][] {{0.375, -0.25}, {-0.25, 0.5}}, 1e-15);
    assertThat(a).isDeepEqualTo(new double[][] {{4, 2}, {2, 3}});
    assertThat(Cholesky.inverse(new double[0][])).isEmpty();
  }

  @Test
  void whatHasNoInverseIsRefused() {
    assertThatThrownBy(() -> Cholesky.inverse(new double[][] {{1, 2}, {2, 1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the matrix is not positive definite: pivot 1 of 2 is -3.0");
    assertThatThrownBy(() -> Cholesky.inverse(new double[][] {{Double.NaN}}))
        .hasMessageContaining("pivot 0 of 1 is NaN");
    assertThatThrownBy(() -> Cholesky.inverse(new double[][] {{1, 0}, {0}}))
        .hasMessage("row 1 has 1 values, but there are 2 rows");
  }

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

  private static double[][] random(int rows, int columns) {
    Random random = new Random(rows + columns);
    double[][] m = new double[rows][columns];
    for (double[] row : m) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return m;
  }

  private static double[][] plainProduct(double[][] x, int n) {
    double[][] product = new double[n][n];
    for (double[] row : x) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          product[i][j] += row[i] * row[j];
        }
      }
    }
    return product;
  }
}
