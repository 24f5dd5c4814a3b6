package io.glimpse.train;

import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds a step along a direction of descent that meets the strong Wolfe conditions: the value falls
 * enough and the slope has flattened enough (Nocedal and Wright, Numerical Optimization, algorithms
 * 3.5 and 3.6, with cubic interpolation).
 */
final class WolfeLineSearch {

  private static final double ENOUGH_DESCENT = 1e-4;
  private static final double ENOUGH_FLATTENING = 0.9;
  private static final int MOST_TRIALS = 40;

  /** How far from the ends of a bracket the next trial stays, as a share of its width. */
  private static final double MARGIN = 0.1;

  /**
   * A point on the line.
   *
   * @param step how far along the direction
   * @param value of the objective there
   * @param slope along the direction there
   */
  record Trial(double step, double value, double slope) {}

  private final DoubleFunction<Trial> line;
  private final Trial start;
  private int trials;

  private WolfeLineSearch(DoubleFunction<Trial> line, Trial start) {
    this.line = line;
    this.start = start;
  }

  /**
   * The step to take, which is the last that was evaluated, or null if none is found: then rounding
   * hides any further descent.
   *
   * @param line evaluates the objective at a step
   * @param start at step 0, with a negative slope
   * @param firstStep what to try first
   */
  static @Nullable Trial search(DoubleFunction<Trial> line, Trial start, double firstStep) {
    return new WolfeLineSearch(line, start).bracket(firstStep);
  }

  private @Nullable Trial bracket(double firstStep) {
    Trial before = start;
    double step = firstStep;
    while (trials < MOST_TRIALS) {
      Trial now = evaluate(step);
      if (tooHigh(now) || (before.step > 0 && now.value >= before.value)) {
        return narrow(before, now);
      }
      if (isFlat(now)) {
        return now;
      }
      if (now.slope >= 0) {
        return narrow(now, before);
      }
      before = now;
      step *= 2;
    }
    return null;
  }

  /**
   * Narrows a bracket whose end {@code low} is the best point so far and slopes towards the other.
   */
  private @Nullable Trial narrow(Trial low, Trial high) {
    while (trials < MOST_TRIALS) {
      Trial now = evaluate(between(low, high));
      if (tooHigh(now) || now.value >= low.value) {
        high = now;
      } else {
        if (isFlat(now)) {
          return now;
        }
        if (now.slope * (high.step - low.step) >= 0) {
          high = low;
        }
        low = now;
      }
    }
    return null;
  }

  private Trial evaluate(double step) {
    trials++;
    return line.apply(step);
  }

  private boolean tooHigh(Trial t) {
    return !(t.value <= start.value + ENOUGH_DESCENT * t.step * start.slope);
  }

  private boolean isFlat(Trial t) {
    return Math.abs(t.slope) <= -ENOUGH_FLATTENING * start.slope;
  }

  /** The minimum of the cubic through both ends, or the middle where that leads astray. */
  private static double between(Trial a, Trial b) {
    double width = b.step - a.step;
    double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step);
    double d2 = Math.signum(width) * Math.sqrt(d1 * d1 - a.slope * b.slope);
    double share = 1 - (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
    return share >= MARGIN && share <= 1 - MARGIN ? a.step + share * width : a.step + width / 2;
  }
}
