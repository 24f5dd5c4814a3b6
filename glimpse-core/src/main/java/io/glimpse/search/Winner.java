package io.glimpse.search;

/**
 * The best point of a grid of two parameters; of equally good ones that of the {@link Preference},
 * in whose published order the outer parameter runs slowest.
 *
 * @param outerIndex index on the outer grid
 * @param innerIndex index on the inner grid
 * @param outer value of the outer parameter
 * @param inner value of the inner parameter
 * @param correct right answers at that point
 * @param ties grid points with as many right answers, this one included
 */
public record Winner(
    int outerIndex, int innerIndex, double outer, double inner, int correct, int ties) {

  /** Finds the winner in counts of right answers, one row per value of the outer parameter. */
  static Winner of(int[][] counts, Grid outer, Grid inner, Preference preference) {
    int best = -1;
    int ties = 0;
    int bestOuter = 0;
    int bestInner = 0;
    double nearest = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts[i].length; j++) {
        if (counts[i][j] < best) {
          continue;
        }
        double away = preference.away(0, outer, i) + preference.away(1, inner, j);
        ties = counts[i][j] > best ? 1 : ties + 1;
        if (ties == 1 || away < nearest) {
          best = counts[i][j];
          bestOuter = i;
          bestInner = j;
          nearest = away;
        }
      }
    }
    return new Winner(
        bestOuter, bestInner, outer.value(bestOuter), inner.value(bestInner), best, ties);
  }
}
