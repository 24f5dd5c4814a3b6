package io.glimpse.train;

import io.glimpse.fixture.MethodCase;
import io.glimpse.fixture.Near;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticRegressionTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void findsTheOptimumOfTheReference(int number) {
    MethodCase c = MethodCase.small("linear_probe_" + number);
    LogisticRegression problem =
        new LogisticRegression(
            c.matrix("/inputs/shots"),
            c.labels("/inputs/shot_labels"),
            c.table("/expected/w").length);
    double[] solution = problem.solve(c.number("/params/C"), problem.start(), i -> {});
    Near.assertNear(problem.weights(solution), c.table("/expected/w"), c.tolerance());
    assertClose(problem.biases(solution).row(0), c.numbers("/expected/b"), c.tolerance());
  }

  private static void assertClose(float[] actual, double[] expected, double tolerance) {
    double[] wide = new double[actual.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = actual[i];
    }
    Near.assertNear(wide, expected, tolerance);
  }
}
