package io.glimpse.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RiskCoverageTest {

  private static RiskCoverage of(double... signed) {
    RiskCoverage counted = new RiskCoverage();
    for (double one : signed) {
      counted.add(Math.abs(one), one > 0);
    }
    return counted;
  }

  @Test
  void theSurestComeFirst() {
    RiskCoverage counted = of(0.5, -0.6, 0.9, 0.8);

    assertThat(counted.points())
        .containsExactly(
            new RiskCoverage.Point(0.25, 0, 0.9),
            new RiskCoverage.Point(0.5, 0, 0.8),
            new RiskCoverage.Point(0.75, 1 / 3.0, 0.6),
            new RiskCoverage.Point(1, 0.25, 0.5));
    assertThat(counted.area()).isCloseTo((1 / 3.0 + 0.25) / 4, within(1e-15));
  }

  @Test
  void answersOfOneProbabilityAreTakenTogether() {
    RiskCoverage counted = of(0.9, -0.9, 0.9, -0.5);

    assertThat(counted.points())
        .containsExactly(
            new RiskCoverage.Point(0.75, 1 / 3.0, 0.9), new RiskCoverage.Point(1, 0.5, 0.5));
    assertThat(counted.at(0.1, 0.75, 0.76))
        .extracting(RiskCoverage.Point::coverage)
        .containsExactly(0.75, 0.75, 1.0);
  }

  @Test
  void ofNoAnswersThereIsNoCurve() {
    assertThat(of().points()).isEmpty();
    assertThat(of().at(0.5, 1)).isEmpty();
    assertThat(of().area()).isNaN();
  }

  /** The last point is all answers, whatever their order was. */
  @Property
  void theWholeIsTheErrorRate(
      @ForAll @Size(min = 1, max = 30) List<Boolean> right, @ForAll long seed) {
    Random random = new Random(seed);
    RiskCoverage counted = new RiskCoverage();
    right.forEach(one -> counted.add(random.nextInt(5) / 4.0, one));

    List<RiskCoverage.Point> points = counted.points();
    RiskCoverage.Point last = points.get(points.size() - 1);

    assertThat(last.coverage()).isEqualTo(1);
    assertThat(last.risk())
        .isEqualTo((double) right.stream().filter(one -> !one).count() / right.size());
    assertThat(points).extracting(RiskCoverage.Point::coverage).isSorted().doesNotHaveDuplicates();
    assertThat(counted.area()).isBetween(0.0, 1.0);
  }
}
