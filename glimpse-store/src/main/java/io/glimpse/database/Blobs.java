package io.glimpse.database;

import io.glimpse.matrix.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Numbers as the bytes of a column, little-endian. */
final class Blobs {

  private Blobs() {}

  /** Some rows of a matrix, one behind the other. */
  static byte[] ofRows(Matrix matrix, int from, int to) {
    byte[] bytes = new byte[(to - from) * matrix.columns() * Float.BYTES];
    FloatBuffer values = ordered(bytes).asFloatBuffer();
    for (int i = from; i < to; i++) {
      values.put(matrix.data(), matrix.start(i), matrix.columns());
    }
    return bytes;
  }

  /** All rows of a matrix. */
  static byte[] of(Matrix matrix) {
    return ofRows(matrix, 0, matrix.rows());
  }

  /**
   * Rows of a width.
   *
   * @throws IllegalArgumentException if the bytes are no whole number of rows, or a value is not
   *     finite
   */
  static Matrix rows(byte[] bytes, int columns, String what) {
    if (bytes.length == 0 || bytes.length % (columns * Float.BYTES) != 0) {
      throw new IllegalArgumentException(
          what + " has " + bytes.length + " bytes, which are no rows of " + columns + " numbers");
    }
    float[] values = new float[bytes.length / Float.BYTES];
    ordered(bytes).asFloatBuffer().get(values);
    return Matrix.wrap(values, values.length / columns, columns).requireFinite(what);
  }

  /** Numbers of 16 bits. */
  static byte[] ofHalves(short[] halves) {
    byte[] bytes = new byte[halves.length * Short.BYTES];
    ordered(bytes).asShortBuffer().put(halves);
    return bytes;
  }

  /** Numbers of 16 bits. */
  static short[] halves(byte[] bytes) {
    short[] halves = new short[bytes.length / Short.BYTES];
    ordered(bytes).asShortBuffer().get(halves);
    return halves;
  }

  private static ByteBuffer ordered(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
