package io.glimpse.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.fixture.Case;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeparationTest {

  @Test
  void theFixturesAreaUnderTheCurve() {
    Case c = Case.of("small/mcm.json");
    Separation separation =
        Separation.of(c.vector("expected.score"), c.vector("expected.score_ood"));

    assertThat(separation.auroc())
        .isCloseTo(c.number("expected.auroc"), within(c.number("tolerance")));
  }

  @Test
  void tiesCountHalf() {
    assertThat(Separation.of(new double[] {1, 2}, new double[] {2}).auroc()).isEqualTo(0.25);
    assertThat(Separation.of(new double[] {3}, new double[] {3, 3}).auroc()).isEqualTo(0.5);
    assertThat(Separation.of(new double[] {3}, new double[] {1, 2}).auroc()).isEqualTo(1);
  }

  @Test
  void nineteenOfTwentyKnownPicturesAreAccepted() {
    double[] known = IntStream.range(0, 20).asDoubleStream().toArray();
    // The threshold is 1: what lies on it is accepted.
    Separation separation = Separation.of(known, new double[] {0.5, 1, 1.5, 0.9});

    assertThat(separation.falsePositivesAt95()).isEqualTo(0.5);
  }

  @Test
  void aPictureIsAcceptedFromTheThresholdOn() {
    Separation separation = Separation.of(new double[] {1, 2, 3, 4}, new double[] {0, 2});

    assertThat(separation.rejectedKnown(2)).isEqualTo(0.25);
    assertThat(separation.acceptedUnknown(2)).isEqualTo(0.5);
  }

  @Test
  void withoutPicturesOfOneKindNothingIsKnown() {
    assertThat(Separation.of(new double[] {1}, new double[0]).auroc()).isNaN();
    assertThat(Separation.of(new double[0], new double[] {1}).falsePositivesAt95()).isNaN();
  }

  /** The slow twin: every pair compared. */
  @Property
  void equalsTheComparisonOfAllPairs(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 6) Integer> known,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 6) Integer> unknown) {
    double wins = 0;
    for (int k : known) {
      for (int u : unknown) {
        wins += k > u ? 1 : k == u ? 0.5 : 0;
      }
    }

    double auroc =
        Separation.of(
                known.stream().mapToDouble(Integer::doubleValue).toArray(),
                unknown.stream().mapToDouble(Integer::doubleValue).toArray())
            .auroc();

    assertThat(auroc).isEqualTo(wins / (known.size() * unknown.size()));
  }
}
