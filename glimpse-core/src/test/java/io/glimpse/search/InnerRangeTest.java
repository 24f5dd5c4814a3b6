package io.glimpse.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InnerRangeTest {

  private final InnerRange range = new InnerRange(new Grid(0, 10, 10));

  InnerRangeTest() {
    range.reset();
  }

  @Test
  void rivalsCutFromBothSides() {
    range.restrict(-2.5, 1);
    range.restrict(7.5, -1);
    assertThat(range.from).isEqualTo(3);
    assertThat(range.to).isEqualTo(8);
  }

  @Test
  void theEndOfAHalfLineIsOutside() {
    range.restrict(-3, 1);
    range.restrict(6, -1);
    assertThat(range.from).isEqualTo(4);
    assertThat(range.to).isEqualTo(6);
  }

  @Test
  void nothingIsLeftBetweenHalfLinesThatDoNotMeet() {
    range.restrict(-6, 1);
    range.restrict(5, -1);
    assertThat(range.isEmpty()).isTrue();
  }

  @Test
  void aRivalThatIsAheadEverywhereLeavesNothing() {
    range.restrict(-1, 0);
    assertThat(range.isEmpty()).isTrue();
  }

  @Test
  void aRivalThatIsBehindEverywhereTakesNothing() {
    range.restrict(1, 0);
    assertThat(range.from).isZero();
    assertThat(range.to).isEqualTo(10);
  }
}
