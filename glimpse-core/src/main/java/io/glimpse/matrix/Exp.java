package io.glimpse.matrix;

/**
 * The exponential function in float32, for many values at a time.
 *
 * <p>exp(x) = 2ⁿ exp(r) with n = round(x / ln 2), so that |r| is at most ln 2 / 2, where a Taylor
 * polynomial of degree 7 is exact to float32. The relative error is at most 2e-7 (tested against
 * {@link Math#exp}); results below the smallest normal float are 0, as if flushed.
 */
public final class Exp {

  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0.6933594f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float LARGEST = 88.02969f;
  private static final float SMALLEST = -87.33654f;

  /** The largest exponent of {@link #expNearZeroInPlace}. */
  public static final float NEAR = 4;

  /** Adding and taking away 1.5 · 2²³ rounds a float to the nearest whole number. */
  private static final float ROUND = 12582912f;

  private Exp() {}

  /** exp(x). Infinity above 88.03, 0 below -87.34; NaN stays NaN. */
  public static float exp(float x) {
    if (!(x >= SMALLEST && x <= LARGEST)) {
      return x < SMALLEST ? 0f : x > LARGEST ? Float.POSITIVE_INFINITY : x;
    }
    float n = Math.fma(x, LOG2_E, ROUND) - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float p = 1 / 5040f;
    p = Math.fma(p, r, 1 / 720f);
    p = Math.fma(p, r, 1 / 120f);
    p = Math.fma(p, r, 1 / 24f);
    p = Math.fma(p, r, 1 / 6f);
    p = Math.fma(p, r, 0.5f);
    p = Math.fma(p, r, 1f);
    p = Math.fma(p, r, 1f);
    return p * Float.intBitsToFloat(((int) n + 127) << 23);
  }

  /**
   * Replaces {@code values[from .. to)} by {@code exp(scale * value)} where all exponents lie
   * within ±{@value #NEAR}; the relative error is at most 1e-6.
   *
   * <p>{@code exp(8 y) = (1 + q² + 2q)⁴} with {@code q = exp(y) - 1}, a polynomial: no bits of a
   * float are touched, so that Java 17's compiler vectorises it.
   */
  public static void expNearZeroInPlace(float[] values, int from, int to, float scale) {
    float part = scale / 8;
    for (int i = from; i < to; i++) {
      float y = part * values[i];
      float p = 1 / 40320f;
      p = Math.fma(p, y, 1 / 5040f);
      p = Math.fma(p, y, 1 / 720f);
      p = Math.fma(p, y, 1 / 120f);
      p = Math.fma(p, y, 1 / 24f);
      p = Math.fma(p, y, 1 / 6f);
      p = Math.fma(p, y, 0.5f);
      p = Math.fma(p, y, 1f);
      float q = p * y;
      float e = 1 + Math.fma(q, q, 2 * q);
      values[i] = (e * e) * (e * e);
    }
  }

  /** Replaces {@code values[from .. to)} by {@code exp(scale * value + shift)}. */
  public static void expInPlace(float[] values, int from, int to, float scale, float shift) {
    for (int i = from; i < to; i++) {
      values[i] = exp(Math.fma(scale, values[i], shift));
    }
  }
}
