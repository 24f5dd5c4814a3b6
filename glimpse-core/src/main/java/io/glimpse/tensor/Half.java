package io.glimpse.tensor;

import java.nio.ByteBuffer;

/**
 * IEEE 754 binary16, the "float16" of feature files: 1 sign bit, 5 of exponent, 10 of fraction.
 *
 * <p>Java 17 has no conversion of its own.
 */
public final class Half {

  private static final int INFINITY = 0x7c00;
  private static final int SMALLEST_NORMAL_AS_FLOAT = 0x38800000;
  private static final int OVERFLOW_AS_FLOAT = 0x47800000;
  private static final int EXPONENT_SHIFT_AS_FLOAT = (127 - 15) << 23;

  /** Looking up is faster than converting bit by bit, which C2 of Java 17 does not vectorise. */
  private static final float[] TABLE = table();

  private Half() {}

  /** The value of a half-precision number; exact for every one of them. */
  public static float toFloat(short half) {
    return TABLE[half & 0xffff];
  }

  /** The nearest half-precision number, ties to even; 65520 and above become infinite. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7fffffff;
    int half;
    if (Float.isNaN(value)) {
      half = INFINITY | 0x200 | ((magnitude >>> 13) & 0x3ff);
    } else if (magnitude >= OVERFLOW_AS_FLOAT) {
      half = INFINITY;
    } else if (magnitude < SMALLEST_NORMAL_AS_FLOAT) {
      // Floats of [0.5, 1) are as far apart as half-precision subnormals: the sum does the
      // rounding.
      float rounded = Float.intBitsToFloat(magnitude) + 0.5f;
      half = Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(0.5f);
    } else {
      int tieToEven = 0xfff + ((magnitude >>> 13) & 1);
      half = (magnitude - EXPONENT_SHIFT_AS_FLOAT + tieToEven) >>> 13;
    }
    return (short) (sign | half);
  }

  /** Converts {@code count} numbers from the buffer's position on; the position stays. */
  static void toFloats(ByteBuffer source, float[] target, int offset, int count) {
    int position = source.position();
    for (int i = 0; i < count; i++) {
      target[offset + i] = TABLE[source.getShort(position + 2 * i) & 0xffff];
    }
  }

  private static float[] table() {
    float[] table = new float[1 << 16];
    for (int half = 0; half < table.length; half++) {
      table[half] = convert(half);
    }
    return table;
  }

  private static float convert(int half) {
    int sign = (half & 0x8000) << 16;
    int magnitude = half & 0x7fff;
    if (magnitude >= INFINITY) {
      return Float.intBitsToFloat(sign | 0x7f800000 | ((magnitude & 0x3ff) << 13));
    }
    // The scaling also makes the subnormals right, whose exponent field is 0.
    float value = Float.intBitsToFloat(magnitude << 13) * 0x1p112f;
    return sign == 0 ? value : -value;
  }
}
