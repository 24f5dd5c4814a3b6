package io.glimpse.studyreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

  @ParameterizedTest
  @CsvSource({"2, 12.706", "11, 2.228", "12, 2.201", "31, 2.042", "32, 2.0395", "101, 1.9840"})
  void intervalIsStudentsForAnyNumberOfSeeds(int seeds, double t) {
    Map<Long, Double> values = new TreeMap<>();
    for (long seed = 1; seed <= seeds; seed++) {
      values.put(seed, seed % 2 == 0 ? 0.6 : 0.4);
    }
    double mean = values.values().stream().mapToDouble(v -> v).average().orElseThrow();
    double squares = values.values().stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();

    assertThat(new Estimate(values).halfWidth())
        .isCloseTo(t * Math.sqrt(squares / (seeds - 1) / seeds), within(1e-5));
  }

  @Test
  void differenceIsOverTheSeedsOfBoth() {
    Estimate more = new Estimate(Map.of(1L, 0.5, 2L, 0.7));
    Estimate than = new Estimate(Map.of(2L, 0.6, 3L, 0.1));

    assertThat(Estimate.commonSeeds(List.of(more, than))).containsExactly(2L);
    assertThat(Estimate.difference(Optional.of(more), Optional.of(than))).isEqualTo("+10.00");
    assertThat(Estimate.difference(Optional.of(more), Optional.of(new Estimate(Map.of(9L, 0.1)))))
        .isEqualTo("missing");
  }
}
