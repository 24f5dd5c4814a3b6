package io.glimpse.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,17,5", "17,3,64", "130,1021,65", "257,300,512", "2,2100,33"})
  void everyKernelGivesTheSumOfProducts(int n, int m, int d) {
    Random random = new Random(n);
    Matrix a = random(random, n, d);
    Matrix b = random(random, m, d);
    Matrix plain = new Matrix(n, m);
    new PlainGemm().transposed(b).multiply(a, plain);
    Matrix dots = new Matrix(n, m);
    Dots.multiply(a, b, dots);

    check(a, b, plain);
    check(a, b, dots);
    check(a, b, Products.timesTransposed(a, b));
    check(a, b, Products.timesTransposed(a, Rows.of(b)));
    check(a, b, Products.times(a, b.transposed()));
    check(a, b, Products.transposedTimes(a.transposed(), b.transposed()));
  }

  @Test
  void rowsOfAWiderMatrixAreMultipliedInPlace() {
    Random random = new Random(1);
    Matrix tokens = random(random, 60, 40);
    Matrix b = random(random, 300, 40);

    check(tokens.everyRow(0, 3).copy(), b, Products.timesTransposed(tokens.everyRow(0, 3), b));
  }

  @Test
  void widthsThatDifferAreNamed() {
    assertThatThrownBy(() -> Products.timesTransposed(new Matrix(9, 3), new Matrix(9, 4)))
        .hasMessageContaining("9 x 3")
        .hasMessageContaining("4 deep and 9 wide");
  }

  @Test
  void theExponentialIsWithinItsError() {
    for (float x = -87.3f; x < 88; x += 0.0137f) {
      double expected = Math.exp(x);
      assertThat(Math.abs(Exp.exp(x) - expected) / expected).as("exp(%s)", x).isLessThan(2e-7);
    }
    assertThat(Exp.exp(0)).isEqualTo(1);
    assertThat(Exp.exp(-1000)).isZero();
    assertThat(Exp.exp(1000)).isInfinite();
    assertThat(Exp.exp(Float.NaN)).isNaN();
  }

  @Test
  void aWorkersFailureArrivesAsItWasThrown() {
    assertThatThrownBy(
            () ->
                new Workers(2)
                    .forEach(
                        64,
                        i -> {
                          if (i == 63) {
                            throw new IllegalArgumentException("row 63");
                          }
                        }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 63");
  }

  private static void check(Matrix a, Matrix b, Matrix c) {
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < b.rows(); j++) {
        assertThat((double) c.get(i, j))
            .as("row %d, column %d", i, j)
            .isCloseTo(a.dot(i, b, j), offset(1e-4));
      }
    }
  }

  private static Matrix random(Random random, int rows, int columns) {
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) random.nextGaussian() / 4;
    }
    return m;
  }
}
