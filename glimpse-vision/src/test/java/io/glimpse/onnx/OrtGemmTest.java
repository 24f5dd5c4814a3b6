package io.glimpse.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.matrix.Gemm;
import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrtGemmTest {

  private final Gemm gemm = Gemm.best();

  @Test
  void itAnswersWhereItsLibraryLoads() {
    assertThat(gemm).isInstanceOf(OrtGemm.class);
    assertThat(gemm.name()).matches("ONNX Runtime \\d+\\.\\d+.*");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 17, 1021",
    "3, 1, 17",
    "17, 3, 1",
    "17, 1021, 3",
    "1021, 17, 17",
    "300, 9001, 5",
    "64, 1600, 512"
  })
  void productsAreThoseOfDoublePrecision(int n, int m, int d) {
    Matrix a = random(n, d, 1);
    Matrix b = random(m, d, 2);
    Matrix c = new Matrix(n, m);

    gemm.transposed(b).multiply(a, c);
    assertProduct(a, b, c);

    Matrix untransposed = new Matrix(n, m);
    gemm.untransposed(b.transposed()).multiply(a, untransposed);
    assertProduct(a, b, untransposed);
  }

  @Test
  void aWindowOfColumnsIsMultipliedInPlace() {
    Matrix a = random(9, 17, 3);
    Matrix wide = random(17, 40, 4);
    Matrix c = new Matrix(9, 13);

    gemm.untransposed(wide.columns(5, 18)).multiply(a, c);

    assertProduct(a, wide.columns(5, 18).transposed(), c);
  }

  @Test
  void viewsWithGapsAreReadAndWrittenInPlace() {
    Matrix a = random(51, 17, 3).everyRow(2, 5);
    Matrix b = random(40, 17, 4).everyRow(1, 3);
    float[] storage = new float[2000];
    Arrays.fill(storage, 7);
    Matrix c = Matrix.wrap(storage, 11, a.rows(), b.rows(), 31);

    gemm.transposed(b).multiply(a, c);

    assertProduct(a, b, c);
    assertThat(storage[10]).isEqualTo(7);
    assertThat(storage[11 + b.rows()]).isEqualTo(7);
    assertThat(storage[c.start(a.rows())]).isEqualTo(7);
  }

  @Test
  void thePreparedSideDoesNotFollowLaterChanges() {
    Matrix a = Matrix.of(new float[] {1, 2});
    Matrix b = Matrix.of(new float[] {3, 4});
    Gemm.Prepared prepared = gemm.transposed(b);
    b.set(0, 0, 100);
    Matrix c = new Matrix(1, 1);

    prepared.multiply(a, c);

    assertThat(c.get(0, 0)).isEqualTo(11);
  }

  @Test
  void emptyMatricesGiveEmptyOrZeroProducts() {
    Matrix c = Matrix.of(new float[] {5, 5}, new float[] {5, 5});
    gemm.transposed(new Matrix(2, 0)).multiply(new Matrix(2, 0), c);
    assertThat(c.data()).containsOnly(0);

    gemm.untransposed(new Matrix(0, 2)).multiply(new Matrix(2, 0), c);
    assertThat(c.data()).containsOnly(0);

    gemm.transposed(new Matrix(0, 3)).multiply(new Matrix(2, 3), new Matrix(2, 0));
    gemm.transposed(new Matrix(4, 3)).multiply(new Matrix(0, 3), new Matrix(0, 4));
  }

  @Test
  void threadsMayShareAPreparedSide() {
    Matrix a = random(33, 65, 5);
    Matrix b = random(129, 65, 6);
    Gemm.Prepared prepared = gemm.transposed(b);
    Matrix alone = new Matrix(33, 129);
    prepared.multiply(a, alone);

    IntStream.range(0, 64)
        .parallel()
        .forEach(
            i -> {
              Matrix c = new Matrix(33, 129);
              prepared.multiply(a, c);
              assertThat(c.data()).isEqualTo(alone.data());
            });
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Gemm.Prepared prepared = gemm.transposed(new Matrix(4, 3));

    assertThatThrownBy(() -> prepared.multiply(new Matrix(2, 5), new Matrix(2, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 deep and 4 wide");
    assertThatThrownBy(() -> prepared.multiply(new Matrix(2, 3), new Matrix(2, 5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Matrix random(int rows, int columns, long seed) {
    Random random = new Random(seed);
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m;
  }

  private static void assertProduct(Matrix a, Matrix b, Matrix c) {
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < b.rows(); j++) {
        double exact = a.dot(i, b, j);
        if (Math.abs(c.get(i, j) - exact) > 1e-4) {
          assertThat((double) c.get(i, j)).as("%d, %d", i, j).isCloseTo(exact, within(1e-4));
        }
      }
    }
  }
}
