package io.glimpse.search;

/**
 * Which of equally good points a search takes: the first in the published order, or the one nearest
 * to a point that is known to do.
 *
 * <p>Distances are Euclidean, each axis measured in lengths of its range, so that none counts more
 * for its units. Of points as near, the published order decides again.
 */
public final class Preference {

  /** The published order alone. */
  public static final Preference FIRST = new Preference();

  private final double[] point;

  private Preference(double... point) {
    this.point = point;
  }

  /**
   * Near a point.
   *
   * @param point a value for every axis in the order of the search, which need not be on its grid;
   *     nothing for {@link #FIRST}
   */
  public static Preference near(double... point) {
    return point.length == 0 ? FIRST : new Preference(point.clone());
  }

  /** The squared distance of a grid's value along one axis; 0 everywhere for {@link #FIRST}. */
  public double away(int axis, Grid grid, int i) {
    return away(axis, grid.value(i), grid.to() - grid.from());
  }

  /**
   * {@link #away(int, Grid, int)} where values are no grid.
   *
   * @param range from the least value to the largest
   */
  public double away(int axis, double value, double range) {
    double away = point.length == 0 ? 0 : (value - point[axis]) / range;
    return away * away;
  }
}
