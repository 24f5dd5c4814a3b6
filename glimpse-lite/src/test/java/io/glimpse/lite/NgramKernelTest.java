package io.glimpse.lite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NgramKernelTest {

  @Test
  void aWordHasItsRunsOfThreeToFiveCharactersWithASpaceAtBothEnds() {
    assertThat(NgramKernel.runs("Cat")).as("_ca cat at_ _cat cat_ _cat_").hasSize(6);
    assertThat(NgramKernel.runs("a")).as("_a_").hasSize(1);
    assertThat(NgramKernel.runs("  ")).isEmpty();
  }

  @Test
  void runsDoNotReachFromOneWordIntoTheNext() {
    assertThat(NgramKernel.runs("cat dog")).hasSize(12);
    assertThat(NgramKernel.runs("dog cat")).isEqualTo(NgramKernel.runs("cat  dog"));
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
