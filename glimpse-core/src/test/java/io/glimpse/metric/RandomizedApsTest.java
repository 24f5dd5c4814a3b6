package io.glimpse.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.fixture.Case;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomizedApsTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.05", "0.1", "0.2", "0.5", "0.04"})
  void setsEqualTheFixtures(String alpha) {
    Case c = Case.of("small/conformal.json");
    Case expected = c.at("expected", alpha);
    RandomizedAps sets =
        RandomizedAps.of(
            c.doubles("inputs.calibration"),
            c.ints("inputs.calibration_labels"),
            1 - Double.parseDouble(alpha),
            c.vector("inputs.u_calibration"));

    JsonNode threshold = expected.node("aps_random_q");
    if (threshold.isTextual()) {
      assertThat(sets.threshold()).isInfinite();
    } else {
      assertThat(sets.threshold()).isCloseTo(threshold.asDouble(), within(1e-9));
    }
    double[][] test = c.doubles("inputs.test");
    double[] shares = c.vector("inputs.u_test");
    for (int i = 0; i < test.length; i++) {
      JsonNode row = expected.node("aps_random_sets").get(i);
      assertThat(sets.set(test[i], shares[i]))
          .isEqualTo(IntStream.range(0, row.size()).map(k -> row.get(k).asInt()).toArray());
    }
  }

  @Test
  void setsHoldTheTruthAboutAsOftenAsAsked() {
    Random random = new Random(5);
    double[][] probabilities = new double[4000][];
    int[] labels = new int[probabilities.length];
    for (int i = 0; i < labels.length; i++) {
      double[] p = random.doubles(6).map(u -> Math.pow(u, 4)).toArray();
      double sum = IntStream.range(0, p.length).mapToDouble(c -> p[c]).sum();
      probabilities[i] = IntStream.range(0, p.length).mapToDouble(c -> p[c] / sum).toArray();
      double at = random.nextDouble();
      while (labels[i] < 5 && (at -= probabilities[i][labels[i]]) > 0) {
        labels[i]++;
      }
    }
    double[][] first = Arrays.copyOf(probabilities, 2000);
    double[][] second = Arrays.copyOfRange(probabilities, 2000, 4000);

    SetCoverage counted =
        RandomizedAps.of(first, Arrays.copyOf(labels, 2000), 0.9, 1)
            .judge(second, Arrays.copyOfRange(labels, 2000, 4000), 2);

    assertThat(counted.coverage()).isCloseTo(0.9, within(0.03));
    assertThat(counted.meanSize()).isBetween(1.5, 4.5);
    assertThat(counted.total()).isEqualTo(2000);
  }
}
