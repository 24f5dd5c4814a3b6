package io.glimpse.search;

/**
 * How far the fast way may be from the definition of the logits, which is evaluated in double.
 *
 * <p>Both differ from the true value by rounding alone. With u = 2⁻⁵³, k grid steps and n keys a
 * class:
 *
 * <ul>
 *   <li>The definition rounds an exponent x (|x| below 745, else the result is 0) three times,
 *       which moves exp by 3·745u; exp itself is good to 2u, the sum of n positive terms to nu.
 *   <li>The fast way takes exp at the first beta and multiplies k times by exp of one step.
 *       Roundings of the grid, of the first exponent and of the step's move exponents by 8·745u at
 *       most, the k products and the k-fold error of the step's exp come to 4ku, the sum to nu.
 *   <li>Logits and differences of logits add a few u of the magnitudes that go into them.
 * </ul>
 *
 * <p>In all less than 1e-12 + (4k + 2n + 20)u of the magnitudes. The bounds below are wider, which
 * costs nothing: a point that they leave open is decided by the definition itself.
 */
final class Rounding {

  /** Keeps the progression of exponentials away from denormal numbers, which are slow. */
  static final double FLOOR = 1e-200;

  /** More than all floors that one sum can take in. */
  static final double TINY = 1e-180;

  /** Exponents above this are refused, so that no sum overflows. */
  static final double LARGEST_EXPONENT = 600;

  private Rounding() {}

  /** A bound on the difference, as a part of the magnitudes involved. */
  static double relative(int steps, int terms) {
    return 4e-12 + 1e-15 * ((double) steps + terms);
  }
}
