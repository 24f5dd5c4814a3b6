package io.glimpse.search;

/**
 * Evenly spaced values, in the form that the published scripts use: the upper end is never reached.
 *
 * @param from the first value
 * @param to where value number {@code steps} would be
 * @param steps how many values there are
 */
public record Grid(double from, double to, int steps) {

  public Grid {
    if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to) || steps < 1) {
      throw new IllegalArgumentException(
          "no grid of " + steps + " steps leads from " + from + " to " + to);
    }
  }

  /** {@code i (to - from) / steps + from}, rounded as the published expression rounds. */
  public double value(int i) {
    return i * (to - from) / steps + from;
  }

  /** All values in order; a copy. */
  public double[] values() {
    double[] values = new double[steps];
    for (int i = 0; i < steps; i++) {
      values[i] = value(i);
    }
    return values;
  }

  double last() {
    return value(steps - 1);
  }

  /** Refuses what the searches cannot bound: a weight that is negative. */
  Grid requireNotNegative(String parameter) {
    if (from < 0) {
      throw new IllegalArgumentException(
          "the search for " + parameter + " begins at " + from + "; begin at 0 or above");
    }
    return this;
  }
}
