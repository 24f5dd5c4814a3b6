package io.glimpse.cloud;

/**
 * The smallest box around a cloud whose sides are parallel to the axes.
 *
 * @param low the corner of the least coordinates
 * @param high the corner of the greatest
 */
public record Bounds(Point low, Point high) {

  /** A place in space. */
  public record Point(double x, double y, double z) {}
}
