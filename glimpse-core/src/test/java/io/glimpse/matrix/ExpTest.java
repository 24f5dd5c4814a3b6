package io.glimpse.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpTest {

  private static final int STEPS = 20_001;

  @ParameterizedTest
  @CsvSource({"87, 2e-7", "8, 2e-7", "1, 2e-7"})
  void theGeneralOneIsAsGoodAsAFloatAllows(double most, double tolerance) {
    float[] x = evenlySpaced(most);
    float[] found = x.clone();
    Exp.expInPlace(found, 0, STEPS, 1, 0);
    assertThat(largestRelativeError(found, x)).isLessThan(tolerance);
  }

  @ParameterizedTest
  @CsvSource({"4, 1e-6", "2, 6e-7", "1, 5e-7"})
  void theOneNearZeroKeepsItsPromise(double most, double tolerance) {
    float[] x = evenlySpaced(most);
    float[] found = x.clone();
    Exp.expNearZeroInPlace(found, 0, STEPS, 1);
    assertThat(largestRelativeError(found, x)).isLessThan(tolerance);
  }

  @Test
  void theOneNearZeroScalesAndKeepsToItsRange() {
    float[] values = {3, 0.5f, -0.25f, 3};
    Exp.expNearZeroInPlace(values, 1, 3, 2);
    assertThat(values[0]).isEqualTo(3);
    assertThat(values[1]).isCloseTo((float) Math.E, within(1e-6f));
    assertThat(values[2]).isCloseTo((float) Math.exp(-0.5), within(1e-6f));
    assertThat(values[3]).isEqualTo(3);
  }

  private static float[] evenlySpaced(double most) {
    float[] x = new float[STEPS];
    for (int i = 0; i < STEPS; i++) {
      x[i] = (float) (most * (2.0 * i / (STEPS - 1) - 1));
    }
    return x;
  }

  private static double largestRelativeError(float[] found, float[] x) {
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      double exact = Math.exp(x[i]);
      largest = Math.max(largest, Math.abs(found[i] - exact) / exact);
    }
    return largest;
  }
}
