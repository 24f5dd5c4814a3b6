package io.glimpse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreTest {

  @Test
  void wilsonsIntervalIsThePublishedOne() {
    // 8 of 10: 0.4902 to 0.9433.
    assertThat(new Score("tip", 1, 8, 10).least()).isCloseTo(0.4902, within(5e-5));
    assertThat(new Score("tip", 1, 8, 10).most()).isCloseTo(0.9433, within(5e-5));
    assertThat(new Score("tip", 1, 10, 10).most()).isCloseTo(1, within(1e-12));
  }
}
