package io.glimpse.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void onlyNoneAndAllAreWrittenSo() {
    assertThat(Numbers.percent(0)).isEqualTo("0.0\u00a0%");
    assertThat(Numbers.percent(1e-9)).isEqualTo("<\u00a00.1\u00a0%");
    assertThat(Numbers.percent(0.931)).isEqualTo("93.1\u00a0%");
    assertThat(Numbers.percent(0.99999)).isEqualTo(">\u00a099.9\u00a0%");
    assertThat(Numbers.percent(1)).isEqualTo("100.0\u00a0%");
  }

  @Test
  void oneIsSingular() {
    assertThat(Numbers.count(1, "shot")).isEqualTo("1 shot");
    assertThat(Numbers.count(0, "shot")).isEqualTo("0 shots");
  }
}
