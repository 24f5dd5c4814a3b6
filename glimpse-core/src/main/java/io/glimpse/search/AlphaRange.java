package io.glimpse.search;

import java.util.Arrays;

/**
 * The residual ratios between which most answers are right, at one sharpness.
 *
 * @param from lower end, not included
 * @param to upper end, not included; may be infinite
 * @param correct right answers everywhere between them
 */
public record AlphaRange(double from, double to, int correct) {

  /**
   * Finds the range, the first of equally good ones, by the sorted ends of the rows' own ranges.
   *
   * @param starts where each row begins to be right
   * @param ends where it ends; not above the start if it is never right
   */
  static AlphaRange best(double[] starts, double[] ends) {
    int count = 0;
    double[] opening = new double[starts.length];
    double[] closing = new double[starts.length];
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] < ends[i]) {
        opening[count] = starts[i];
        closing[count++] = ends[i];
      }
    }
    Arrays.sort(opening, 0, count);
    Arrays.sort(closing, 0, count);
    AlphaRange best = new AlphaRange(0, Double.POSITIVE_INFINITY, 0);
    int closed = 0;
    for (int opened = 1; opened <= count; opened++) {
      double from = opening[opened - 1];
      while (closing[closed] <= from) {
        closed++;
      }
      double next = opened < count ? opening[opened] : Double.POSITIVE_INFINITY;
      if (next > from && opened - closed > best.correct) {
        best = new AlphaRange(from, Math.min(next, closing[closed]), opened - closed);
      }
    }
    return best;
  }
}
