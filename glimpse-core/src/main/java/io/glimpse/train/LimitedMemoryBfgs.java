package io.glimpse.train;

import io.glimpse.train.WolfeLineSearch.Trial;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Minimises a smooth function by L-BFGS (Liu and Nocedal, 1989), in double precision.
 *
 * @param iterations how many at most
 * @param tolerance the largest magnitude in the gradient at which it ends
 */
public record LimitedMemoryBfgs(int iterations, double tolerance) {

  private static final int MEMORY = 10;

  /** What is minimised. */
  @FunctionalInterface
  public interface Objective {

    /**
     * The value at a point.
     *
     * @param gradient overwritten by the gradient there
     */
    double evaluate(double[] point, double[] gradient);
  }

  /** A step and how the gradient changed by it. */
  private static final class Change {
    private final double[] step;
    private final double[] gradient;
    private final double product;

    Change(double[] step, double[] gradient, double product) {
      this.step = step;
      this.gradient = gradient;
      this.product = product;
    }
  }

  /**
   * The point where the search ends: because the gradient vanished, because rounding hides any
   * further descent, or because all iterations are used up.
   *
   * @param start not modified
   * @param done hears the number of each iteration that has ended
   * @throws TrainingInterruptedException when the thread is interrupted
   */
  public double[] minimise(Objective objective, double[] start, IntConsumer done) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    double value = objective.evaluate(point, gradient);
    Deque<Change> memory = new ArrayDeque<>();
    for (int i = 1; i <= iterations && largest(gradient) > tolerance; i++) {
      TrainingInterruptedException.check();
      double[] direction = direction(gradient, memory);
      double[] nextPoint = new double[point.length];
      double[] nextGradient = new double[point.length];
      double[] from = point;
      Trial taken =
          WolfeLineSearch.search(
              step -> {
                move(from, step, direction, nextPoint);
                double there = objective.evaluate(nextPoint, nextGradient);
                return new Trial(step, there, dot(nextGradient, direction));
              },
              new Trial(0, value, dot(gradient, direction)),
              memory.isEmpty() ? Math.min(1, 1 / norm(gradient)) : 1);
      if (taken == null) {
        return point;
      }
      value = taken.value();
      remember(memory, change(point, nextPoint, gradient, nextGradient));
      point = nextPoint;
      gradient = nextGradient;
      done.accept(i);
    }
    return point;
  }

  /** {@code -H g}, H the inverse curvature as the remembered changes tell it. */
  private static double[] direction(double[] gradient, Deque<Change> memory) {
    double[] d = gradient.clone();
    double[] shares = new double[memory.size()];
    int at = memory.size();
    for (Iterator<Change> newestFirst = memory.descendingIterator(); newestFirst.hasNext(); ) {
      Change c = newestFirst.next();
      shares[--at] = dot(c.step, d) / c.product;
      move(d, -shares[at], c.gradient, d);
    }
    Change newest = memory.peekLast();
    double scale = newest == null ? 1 : newest.product / dot(newest.gradient, newest.gradient);
    for (int i = 0; i < d.length; i++) {
      d[i] *= -scale;
    }
    for (Change c : memory) {
      double back = dot(c.gradient, d) / c.product;
      move(d, -shares[at++] - back, c.step, d);
    }
    return d;
  }

  private static @Nullable Change change(
      double[] point, double[] next, double[] gradient, double[] nextGradient) {
    double[] step = new double[point.length];
    double[] difference = new double[point.length];
    move(next, -1, point, step);
    move(nextGradient, -1, gradient, difference);
    double product = dot(step, difference);
    return product > 0 ? new Change(step, difference, product) : null;
  }

  private static void remember(Deque<Change> memory, @Nullable Change change) {
    if (change != null) {
      memory.addLast(change);
      if (memory.size() > MEMORY) {
        memory.removeFirst();
      }
    }
  }

  private static void move(double[] from, double step, double[] direction, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.fma(step, direction[i], from[i]);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static double largest(double[] a) {
    double most = 0;
    for (double x : a) {
      most = Math.max(most, Math.abs(x));
    }
    return most;
  }
}
