package io.glimpse.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RowsTest {

  @Test
  void snapshotsKeepWhatTheyHeldWhileOthersGrow() {
    Rows first = Rows.of(numbered(0, 3));
    Rows left = first.with(numbered(10, 2));
    Rows right = first.with(numbered(20, 1));

    assertThat(first.toMatrix().data()).containsExactly(0, 1, 2);
    assertThat(left.toMatrix().data()).containsExactly(0, 1, 2, 10, 11);
    assertThat(right.toMatrix().data()).containsExactly(0, 1, 2, 20);
  }

  @Test
  void manyRowsFillBlocksInOrder() {
    Rows rows = Rows.empty(1);
    for (int i = 0; i < 2500; i += 7) {
      rows = rows.with(numbered(i, Math.min(7, 2500 - i)));
    }

    assertThat(rows.size()).isEqualTo(2500);
    assertThat(rows.blockCount()).isEqualTo(3);
    assertThat(rows.toMatrix().data()).containsExactly(numbered(0, 2500).data());
    assertThat(rows.firstOf(2)).isEqualTo(2048);
  }

  @Test
  void aRowIsTakenFromTheMiddleOfABlock() {
    Rows rows = Rows.of(numbered(0, 1030));

    Rows fewer = rows.without(1025).without(0);

    assertThat(fewer.size()).isEqualTo(1028);
    assertThat(fewer.toMatrix().get(0, 0)).isEqualTo(1);
    assertThat(fewer.toMatrix().get(1024, 0)).isEqualTo(1026);
    assertThat(rows.toMatrix().data()).containsExactly(numbered(0, 1030).data());
    assertThat(Rows.of(numbered(0, 1)).without(0).blockCount()).isZero();
    assertThatThrownBy(() -> rows.without(1030)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static Matrix numbered(int from, int count) {
    Matrix m = new Matrix(count, 1);
    for (int i = 0; i < count; i++) {
      m.set(i, 0, from + i);
    }
    return m;
  }
}
