package io.glimpse.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentlyUsedTest {

  private final RecentlyUsed<String, String> kept = new RecentlyUsed<>(10, String::length);

  private void put(String key, String value) {
    kept.merge(key, value, (before, after) -> after);
  }

  @Test
  void theOneThatWasNotUsedTheLongestGoesFirst() {
    put("a", "aaaa");
    put("b", "bbbb");
    assertThat(kept.get("a")).isEqualTo("aaaa");

    put("c", "cccc");

    assertThat(kept.values()).containsExactly("aaaa", "cccc");
    assertThat(kept.get("b")).isNull();
    assertThat(kept.weight()).isEqualTo(8);
  }

  @Test
  void theLastOneStaysThoughItIsTooHeavyByItself() {
    put("a", "aaaa");
    put("b", "b".repeat(20));
    assertThat(kept.values()).containsExactly("b".repeat(20));

    put("c", "c");

    assertThat(kept.values()).containsExactly("c");
    assertThat(kept.weight()).isEqualTo(1);
  }

  @Test
  void whatIsPutAgainIsMadeOfBothAndWeighedAnew() {
    put("a", "aaaa");

    String now = kept.merge("a", "bb", (before, after) -> before + after);

    assertThat(now).isEqualTo("aaaabb");
    assertThat(kept.weight()).isEqualTo(6);
  }

  @Test
  void whatIsTakenAwayWeighsNothing() {
    String value = "aaaa";
    put("a", value);
    kept.remove("a", new String(value));
    assertThat(kept.weight()).isEqualTo(4);

    kept.remove("a", value);
    kept.remove("a");

    assertThat(kept.values()).isEmpty();
    assertThat(kept.weight()).isZero();
  }
}
