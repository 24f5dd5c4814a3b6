package io.glimpse.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {

  /** Two-sided 95 %. */
  private static final double Z = 1.959964;

  /** Worked out by hand; with none or all of them one end is that of all shares. */
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, 0.2775",
    "5, 10, 0.2366, 0.7634",
    "10, 10, 0.7225, 1",
    "1, 1, 0.2065, 1",
    "95, 100, 0.8882, 0.9785"
  })
  void aShareLiesWithinWhatItsCountAllows(int some, int all, double least, double most) {
    WilsonInterval interval = WilsonInterval.of(some, all);

    assertThat(interval.least()).isCloseTo(least, within(5e-5));
    assertThat(interval.most()).isCloseTo(most, within(5e-5));
  }

  /** Wilson's definition: at its ends the count is as far off as 95 % of counts are. */
  @Property
  void atItsEndsTheCountIsJustBelievable(
      @ForAll @IntRange(max = 1000) int one, @ForAll @IntRange(max = 1000) int other) {
    int all = one + other + 1;
    double share = (double) one / all;
    WilsonInterval interval = WilsonInterval.of(one, all);

    assertThat(interval.least()).isBetween(0.0, share + 1e-12);
    assertThat(interval.most()).isBetween(share - 1e-12, 1.0);
    for (double end : new double[] {interval.least(), interval.most()}) {
      double deviation = Math.sqrt(end * (1 - end) / all);
      if (end > 0 && end < 1) {
        assertThat(Math.abs(share - end)).isCloseTo(Z * deviation, within(1e-9));
      }
    }
  }

  @Property
  void moreOfTheSameShareNarrowsIt(@ForAll @IntRange(max = 50) int some) {
    WilsonInterval few = WilsonInterval.of(some, 50);
    WilsonInterval many = WilsonInterval.of(10 * some, 500);

    assertThat(many.most() - many.least()).isLessThan(few.most() - few.least());
  }

  @Test
  void whatCannotBeCountedIsRefused() {
    assertThatThrownBy(() -> WilsonInterval.of(0, 0)).hasMessage("0 of 0 is no share");
    assertThatThrownBy(() -> WilsonInterval.of(3, 2)).hasMessage("3 of 2 is no share");
    assertThatThrownBy(() -> WilsonInterval.of(-1, 2)).hasMessage("-1 of 2 is no share");
  }
}
