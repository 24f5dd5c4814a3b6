package io.glimpse.lite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NgramKernelTest {

  @Test
  void aWordHasItsRunsOfThreeToFiveCharactersWithASpaceAtBothEnds() {
    assertThat(NgramKernel.unit("Cat"))
        .containsOnlyKeys(" ca", "cat", "at ", " cat", "cat ", " cat ");
    assertThat(NgramKernel.unit("a")).isEqualTo(Map.of(" a ", 1.0));
    assertThat(NgramKernel.unit("  ")).isEmpty();
  }

  @Test
  void theCosineIsOneForTheSameNameAndZeroForStrangers() {
    NgramKernel kernel = new NgramKernel(List.of("piano", "grand piano", "cat"));
    double[] sums = {10, 0, 0};

    kernel.addTo(sums, "piano", 0.5);

    assertThat(sums[0]).isCloseTo(10.5, within(1e-12));
    assertThat(sums[1]).isBetween(0.2, 0.5);
    assertThat(sums[2]).isZero();
  }
}
