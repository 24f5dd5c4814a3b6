package io.glimpse.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SetCoverageTest {

  @Test
  void countsWhatSetsHold() {
    SetCoverage counted = new SetCoverage();
    counted.add(0, Answers.of(null, 1, 0.5, 0.3, 0.2));
    counted.add(2, Answers.of(null, 2, 0.5, 0.3, 0.2));
    counted.add(1, Answers.of(null, 2, 0.5, 0.3, 0.2));

    assertThat(counted.total()).isEqualTo(3);
    assertThat(counted.coverage()).isEqualTo(2 / 3.0);
    assertThat(counted.meanSize()).isEqualTo(5 / 3.0);
    assertThat(counted.single()).isEqualTo(1 / 3.0);
  }

  @Test
  void anAnswerWithoutASetDoesNotCount() {
    SetCoverage counted = new SetCoverage();
    counted.add(0, Answers.of(0.5, 0.5));

    assertThat(counted.total()).isZero();
    assertThat(counted.coverage()).isNaN();
  }
}
