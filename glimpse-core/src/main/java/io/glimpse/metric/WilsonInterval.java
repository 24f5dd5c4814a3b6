package io.glimpse.metric;

/**
 * Where a share lies that was counted on a few objects: Wilson's interval of 95 % (1927).
 *
 * @param least its lower end, 0 to 1
 * @param most its upper end, 0 to 1
 */
public record WilsonInterval(double least, double most) {

  /** Two-sided 95 % of a normal distribution. */
  private static final double Z = 1.959964;

  /**
   * Of a count.
   *
   * @param some of all, at least 0
   * @param all at least 1
   */
  public static WilsonInterval of(int some, int all) {
    if (all < 1 || some < 0 || some > all) {
      throw new IllegalArgumentException(some + " of " + all + " is no share");
    }
    double p = (double) some / all;
    double centre = (p + Z * Z / (2.0 * all)) / (1 + Z * Z / all);
    double variance = p * (1 - p) / all + Z * Z / (4.0 * all * all);
    double halfWidth = Z * Math.sqrt(variance) / (1 + Z * Z / all);
    return new WilsonInterval(Math.max(0, centre - halfWidth), Math.min(1, centre + halfWidth));
  }
}
