package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowEndTest {

  @Test
  void clipsTextEndsAtItsGreatestIdAndAtTheFirstOfEqualOnes() {
    assertThat(RowEnd.GREATEST.of(new int[] {8, 3, 9, 9, 0})).isEqualTo(2);
  }

  @Test
  void aMarkEndsATextAtItsFirstPlaceWhateverGreaterIdsThereAre() {
    assertThat(RowEnd.first(2).of(new int[] {0, 77, 2, 5, 2})).isEqualTo(2);
    assertThat(RowEnd.first(2).of(new int[] {0, 77, 5})).isZero();
  }

  @Test
  void aFullRowEndsAtItsLastPlace() {
    assertThat(RowEnd.FULL.of(new int[] {5, 1, 1, 1})).isEqualTo(3);
  }

  @Test
  void fillingsBehindATextAreNoneOfIt() {
    assertThat(RowEnd.filling(0).of(new int[] {101, 0, 102, 0, 0})).isEqualTo(2);
    assertThat(RowEnd.filling(0).of(new int[] {101, 102})).isEqualTo(1);
  }
}
