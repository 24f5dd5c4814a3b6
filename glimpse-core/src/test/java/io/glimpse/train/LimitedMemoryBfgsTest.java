package io.glimpse.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitedMemoryBfgsTest {

  @Test
  void findsTheBottomOfRosenbrocksValley() {
    AtomicInteger iterations = new AtomicInteger();
    double[] found =
        new LimitedMemoryBfgs(200, 1e-10)
            .minimise(LimitedMemoryBfgsTest::rosenbrock, new double[] {-1.2, 1}, iterations::set);
    assertThat(found[0]).isCloseTo(1, within(1e-9));
    assertThat(found[1]).isCloseTo(1, within(1e-9));
    assertThat(iterations.get()).isLessThan(60);
  }

  @Test
  void endsAtOnceWhereTheGradientVanishes() {
    AtomicInteger iterations = new AtomicInteger();
    double[] found =
        new LimitedMemoryBfgs(200, 1e-10)
            .minimise(LimitedMemoryBfgsTest::rosenbrock, new double[] {1, 1}, iterations::set);
    assertThat(found).containsExactly(1, 1);
    assertThat(iterations.get()).isZero();
  }

  @Test
  void endsWhereRoundingHidesTheDescent() {
    double[] found =
        new LimitedMemoryBfgs(10_000, 0)
            .minimise(LimitedMemoryBfgsTest::rosenbrock, new double[] {-1.2, 1}, i -> {});
    assertThat(found[0]).isCloseTo(1, within(1e-7));
  }

  private static double rosenbrock(double[] x, double[] gradient) {
    double valley = x[1] - x[0] * x[0];
    gradient[0] = -400 * x[0] * valley - 2 * (1 - x[0]);
    gradient[1] = 200 * valley;
    return 100 * valley * valley + (1 - x[0]) * (1 - x[0]);
  }
}
