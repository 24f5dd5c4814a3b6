package io.glimpse.database;

import io.glimpse.matrix.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as the bytes of a column, little-endian. */
final class Blobs {

  private Blobs() {}

  /** Some rows of a matrix, one behind the other. */
  static byte[] ofRows(Matrix matrix, int from, int to) {
    ByteBuffer bytes = buffer((to - from) * matrix.columns() * Float.BYTES);
    for (int i = from; i < to; i++) {
      bytes.asFloatBuffer().put(matrix.data(), matrix.start(i), matrix.columns());
      bytes.position(bytes.position() + matrix.columns() * Float.BYTES);
    }
    return bytes.array();
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
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return Matrix.wrap(values, values.length / columns, columns).requireFinite(what);
  }

  /** Numbers of 16 bits. */
  static byte[] ofHalves(short[] halves) {
    ByteBuffer bytes = buffer(halves.length * Short.BYTES);
    bytes.asShortBuffer().put(halves);
    return bytes.array();
  }

  /** Numbers of 16 bits. */
  static short[] halves(byte[] bytes) {
    short[] halves = new short[bytes.length / Short.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(halves);
    return halves;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
