package io.glimpse.auto;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShotSumsTest {

  private final Problem p = Problem.of(5, new int[] {3, 1, 4, 2}, 9, 1, 1);
  private final int[] labels = p.labels().toArray();
  private final ShotSums all = ShotSums.of(p.shots(), labels, 4);

  private static void assertSame(ShotSums found, ShotSums expected) {
    assertThat(found.counts()).isEqualTo(expected.counts());
    assertNear(found.means(), expected.means(), 1e-12);
    // Those of a fit are sums of products in float32.
    assertNear(found.scatter(), expected.scatter(), 1e-6);
  }

  @Test
  void shotsAndClassesJoinAsIfTheyHadBeenThere() {
    ShotSums some = ShotSums.of(p.shots().rows(0, 5), Arrays.copyOf(labels, 5), 3);

    ShotSums more = some.with(p.shots().rows(5, 10), Arrays.copyOfRange(labels, 5, 10), 4);

    assertSame(more, all);
    assertSame(some, ShotSums.of(p.shots().rows(0, 5), Arrays.copyOf(labels, 5), 3));
  }

  @Test
  void whatLeavesWasNeverThere() {
    int[] rest = {0, 2, 4, 5, 6, 7, 8, 9};
    Matrix kept = p.shots().select(rest);

    ShotSums fewer = all.without(p.shots(), 1, labels[1]).without(p.shots(), 3, labels[3]);

    assertThat(fewer.counts()).containsExactly(2, 0, 4, 2);
    assertSame(fewer, ShotSums.of(kept, Arrays.stream(rest).map(i -> labels[i]).toArray(), 4));
  }

  @Test
  void byHand() {
    ShotSums sums =
        ShotSums.of(
            Matrix.of(new float[] {1, 0}, new float[] {0, 1}, new float[] {0, -1}),
            new int[] {0, 0, 1},
            2);

    assertThat(sums.counts()).containsExactly(2, 1);
    assertThat(sums.means()).isDeepEqualTo(new double[][] {{0.5, 0.5}, {0, -1}});
    assertThat(sums.scatter()).isDeepEqualTo(new double[][] {{0.5, -0.5}, {-0.5, 0.5}});
  }
}
