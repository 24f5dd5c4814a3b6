package io.glimpse.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 17, 1", "1, 3, 17", "17, 1021, 3", "65, 3, 257", "129, 67, 263"})
  void timesAndTransposedTimesAgreeWithPlainLoops(int n, int d, int m) {
    Matrix a = random(n, d, 1);
    Matrix b = random(d, m, 2);
    Matrix product = Products.times(a, b);
    Matrix same = Products.transposedTimes(a.transposed(), b);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        double sum = 0;
        for (int k = 0; k < d; k++) {
          sum += (double) a.get(i, k) * b.get(k, j);
        }
        assertThat((double) product.get(i, j)).isCloseTo(sum, within(1e-4));
        assertThat((double) same.get(i, j)).isCloseTo(sum, within(1e-4));
      }
    }
  }

  private static Matrix random(int rows, int columns, long seed) {
    Random random = new Random(seed);
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m;
  }
}
