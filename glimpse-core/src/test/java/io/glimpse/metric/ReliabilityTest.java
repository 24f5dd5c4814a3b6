package io.glimpse.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.fixture.Case;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {

  @Test
  void theFixturesCalibrationError() {
    Case c = Case.of("small/ece.json");
    double[][] probabilities = c.doubles("inputs.prob");
    int[] labels = c.ints("inputs.labels");
    Reliability reliability = new Reliability();
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      for (int k = 1; k < probabilities[i].length; k++) {
        best = probabilities[i][k] > probabilities[i][best] ? k : best;
      }
      reliability.add(probabilities[i][best], best == labels[i]);
    }

    assertThat(reliability.expectedCalibrationError())
        .isCloseTo(c.number("expected.ece"), offset(c.number("tolerance")));
    assertThat(reliability.bins().stream().mapToInt(Reliability.Bin::count).sum())
        .isEqualTo(labels.length);
  }

  @Test
  void binsAreOpenBelowAndClosedAbove() {
    Reliability reliability = new Reliability();
    reliability.add(0.2, true);
    reliability.add(Math.nextUp(0.2), false);
    reliability.add(0, true);
    reliability.add(1, true);

    List<Reliability.Bin> bins = reliability.bins();

    assertThat(bins).hasSize(15);
    assertThat(bins.get(2)).isEqualTo(new Reliability.Bin(2 / 15.0, 0.2, 1, 1, 0.2));
    assertThat(bins.get(3).accuracy()).isZero();
    assertThat(bins.get(0).count()).isEqualTo(1);
    assertThat(bins.get(14)).isEqualTo(new Reliability.Bin(14 / 15.0, 1, 1, 1, 1));
  }

  @Test
  void aBinWithoutAnswersHasNoAccuracy() {
    Reliability.Bin first = new Reliability().bins().get(0);

    assertThat(first.count()).isZero();
    assertThat(first.accuracy()).isNaN();
    assertThat(first.probability()).isNaN();
    assertThat(new Reliability().expectedCalibrationError()).isNaN();
  }
}
