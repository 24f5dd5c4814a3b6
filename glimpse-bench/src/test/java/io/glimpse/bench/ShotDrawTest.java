package io.glimpse.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What Python 3.11 draws from the same classes. */
class ShotDrawTest {

  private static final List<Integer> LABELS = List.of(0, 1, 0, 1, 0, 0, 1, 0, 1, 2, 2, 2);

  @Test
  void classesAreDrawnFromOneStreamAndTheRestIsTested() {
    ShotDraw draw = ShotDraw.of(LABELS, 2, 1);

    assertThat(draw.shots()).containsExactly(0, 1, 2, 6, 10, 11);
    assertThat(draw.tests()).containsExactly(3, 4, 5, 7, 8, 9);
  }

  @Test
  void anotherSeedDrawsOthers() {
    assertThat(ShotDraw.of(LABELS, 2, 2).shots()).containsExactly(0, 1, 3, 7, 9, 10);
  }

  @Test
  void classWithTooFewIsRefused() {
    assertThatThrownBy(() -> ShotDraw.of(LABELS, 4, 1)).hasMessage("4 of 3 cannot be drawn");
  }
}
