package io.glimpse.page;

/** Steps of an axis, at round numbers. */
final class RoundSteps {

  private RoundSteps() {}

  /** The smallest of 1, 2, 5, 10 ... that goes into a span no more than so many times. */
  static double of(double span, int times) {
    double step = Math.pow(10, Math.floor(Math.log10(span / times)));
    for (double factor : new double[] {2, 2.5, 2}) {
      if (span / step > times) {
        step *= factor;
      }
    }
    return step;
  }

  /** Decimals that show a step. */
  static int decimals(double step) {
    return Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
  }
}
