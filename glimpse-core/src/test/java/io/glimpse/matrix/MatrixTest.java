package io.glimpse.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {

  private final Matrix m = Matrix.of(new float[] {1, 2}, new float[] {3, 4}, new float[] {0, 0});

  @Test
  void aViewSharesItsStorage() {
    m.rows(1, 3).set(0, 1, 9);

    assertThat(m.row(1)).containsExactly(3, 9);
  }

  @Test
  void everySecondRowStartsWhereAsked() {
    Matrix tokens = Matrix.wrap(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 4, 2);

    assertThat(tokens.everyRow(1, 2).copy().data()).containsExactly(2, 3, 6, 7);
    assertThat(tokens.everyRow(0, 3).rows()).isEqualTo(2);
  }

  @Test
  void normalizingNamesTheRowWithoutDirection() {
    assertThatThrownBy(m::normalizeRows)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 2");
  }

  @Test
  void theFirstOfEqualValuesIsTheLargest() {
    assertThat(Matrix.of(new float[] {1, 5, 5}).argmax(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "33, 5", "70, 130", "300, 257", "0, 4"})
  void transposingAWindowTurnsRowsIntoColumns(int rows, int columns) {
    Matrix wide = new Matrix(rows + 2, columns + 3);
    for (int i = 0; i < wide.data().length; i++) {
      wide.data()[i] = i;
    }
    Matrix window = Matrix.wrap(wide.data(), columns + 3, rows, columns, columns + 3);

    Matrix turned = window.transposed();

    assertThat(turned.rows()).isEqualTo(columns);
    assertThat(turned.columns()).isEqualTo(rows);
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        assertThat(turned.get(j, i)).isEqualTo(window.get(i, j));
      }
    }
  }

  @Test
  void shapesAreChecked() {
    assertThatThrownBy(() -> Matrix.wrap(new float[5], 2, 3))
        .hasMessageContaining("5 values do not make a 2 x 3 matrix");
    assertThatThrownBy(() -> new Matrix(1 << 20, 1 << 20)).hasMessageContaining("too large");
    assertThatThrownBy(() -> Matrix.of(new float[1], new float[2])).hasMessageContaining("row 1");
  }

  @Test
  void transposingSwapsRowsAndColumnsWhateverTheSize() {
    for (int[] shape : new int[][] {{1, 1}, {0, 3}, {31, 33}, {64, 32}, {521, 523}}) {
      Matrix m = new Matrix(shape[0], shape[1]);
      for (int i = 0; i < m.data().length; i++) {
        m.data()[i] = i;
      }

      Matrix transposed = m.transposed();

      assertThat(transposed.rows()).isEqualTo(shape[1]);
      assertThat(transposed.columns()).isEqualTo(shape[0]);
      for (int i = 0; i < shape[0]; i++) {
        for (int j = 0; j < shape[1]; j++) {
          if (transposed.get(j, i) != m.get(i, j)) {
            assertThat(transposed.get(j, i)).as("%d, %d", i, j).isEqualTo(m.get(i, j));
          }
        }
      }
    }
  }
}
