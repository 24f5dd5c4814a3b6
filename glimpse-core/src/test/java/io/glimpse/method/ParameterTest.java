package io.glimpse.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParameterTest {

  private static final Parameter ALPHA = Parameter.number("alpha", 1, "weight of the cache");

  @Test
  void aNumberIsGivenInItsUsualForm() {
    assertThat(ALPHA.parse("2.50")).isEqualTo("2.5");
    assertThat(ALPHA.parse("1e6")).isEqualTo("1000000");
  }

  @Test
  void aNumberThatCouldOverflowIsOutOfRange() {
    assertThatThrownBy(() -> ALPHA.parse("1e38"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("alpha=1e38 is out of range: 0 to 1000000");
  }

  @Test
  void aWordMuchLongerThanAnyNameGetsTheListOfNames() {
    assertThatThrownBy(() -> Methods.of("x".repeat(1 << 20)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("; there are zero-shot, ");
  }
}
