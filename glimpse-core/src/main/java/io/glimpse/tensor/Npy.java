package io.glimpse.tensor;

import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes whole arrays to {@code .npy} files, each of which appears whole or not at all. */
public final class Npy {

  private Npy() {}

  /** Writes float32 {@code [rows, columns]}. */
  public static void write(Path target, Matrix matrix) throws IOException {
    try (NpyWriter writer = NpyWriter.float32(target, matrix.columns())) {
      writer.write(matrix);
      writer.commit();
    }
  }

  /** Writes int64 {@code [n]}. */
  public static void write(Path target, int[] labels) throws IOException {
    write(target, Arrays.stream(labels).asLongStream().toArray());
  }

  /** Writes int64 {@code [n]}. */
  public static void write(Path target, long[] labels) throws IOException {
    try (NpyWriter writer = NpyWriter.int64(target)) {
      writer.write(labels);
      writer.commit();
    }
  }

  /**
   * Writes float32 of any shape.
   *
   * @param values row-major, as many as the shape has
   * @param shape at least one axis; only the first may be 0
   */
  public static void write(Path target, float[] values, int... shape) throws IOException {
    checkShape(values.length, shape);
    try (NpyWriter writer = NpyWriter.float32(target, rowShape(shape))) {
      writer.write(values, 0, values.length);
      writer.commit();
    }
  }

  /** Writes uint8 of any shape; as {@link #write(Path, float[], int...)}. */
  public static void write(Path target, byte[] values, int... shape) throws IOException {
    checkShape(values.length, shape);
    try (NpyWriter writer = NpyWriter.uint8(target, rowShape(shape))) {
      writer.write(values);
      writer.commit();
    }
  }

  private static int[] rowShape(int... shape) {
    return Arrays.copyOfRange(shape, 1, shape.length);
  }

  private static void checkShape(int values, int... shape) {
    if (shape.length == 0) {
      throw new IllegalArgumentException("the shape has no axis");
    }
    long size = 1;
    for (int axis : shape) {
      size = Math.multiplyExact(size, axis);
    }
    if (size != values) {
      throw new IllegalArgumentException(
          values + " values do not have the shape " + Arrays.toString(shape));
    }
  }
}
