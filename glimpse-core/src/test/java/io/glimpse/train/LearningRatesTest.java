package io.glimpse.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.fixture.MethodCase;
import org.junit.jupiter.api.Test;

class LearningRatesTest {

  @Test
  void cosineFallsFromTheBaseToZero() {
    assertThat(LearningRates.cosine(2, 0, 8)).isEqualTo(2);
    assertThat(LearningRates.cosine(2, 4, 8)).isCloseTo(1, within(1e-15));
    assertThat(LearningRates.cosine(2, 8, 8)).isZero();
  }

  @Test
  void cosineAfterAWarmUpBeginsAtTheBase() {
    double[] expected = MethodCase.small("clip_adapter_train_1").numbers("/params/lrs");
    for (int step = 0; step < expected.length; step++) {
      assertThat(LearningRates.warmUpThenCosine(2e-3, step / 2, 4, 1))
          .isCloseTo(expected[step], within(1e-12));
    }
  }
}
