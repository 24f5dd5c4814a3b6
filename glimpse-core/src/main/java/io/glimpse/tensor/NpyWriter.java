package io.glimpse.tensor;

import io.glimpse.file.AtomicFile;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Writes a {@code .npy} file (version 1.0, little-endian, row-major) whose number of rows need not
 * be known beforehand.
 *
 * <p>Nothing is to be seen at the target before {@link #commit()}; closed without it, the writer
 * leaves no trace. Not safe for use by several threads.
 */
public final class NpyWriter implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 18;

  private final AtomicFile file;
  private final ElementType type;
  private final int[] rowShape;
  private final long rowSize;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long written;

  private NpyWriter(AtomicFile file, ElementType type, int[] rowShape, long rowSize)
      throws IOException {
    this.file = file;
    this.type = type;
    this.rowShape = rowShape;
    this.rowSize = rowSize;
    file.append(ByteBuffer.wrap(header(0)));
  }

  /**
   * Starts a float32 file.
   *
   * @param rowShape the shape of a row, each axis at least 1: {@code 512} for an {@code [n, 512]}
   *     file, nothing for an {@code [n]} file
   */
  public static NpyWriter float32(Path target, int... rowShape) throws IOException {
    return create(target, ElementType.F32, rowShape);
  }

  /** Starts an int64 file; as {@link #float32}. */
  public static NpyWriter int64(Path target, int... rowShape) throws IOException {
    return create(target, ElementType.I64, rowShape);
  }

  /** Starts a uint8 file; as {@link #float32}. */
  public static NpyWriter uint8(Path target, int... rowShape) throws IOException {
    return create(target, ElementType.U8, rowShape);
  }

  private static NpyWriter create(Path target, ElementType type, int[] rowShape)
      throws IOException {
    long rowSize = 1;
    for (int axis : rowShape) {
      if (axis < 1) {
        throw new IllegalArgumentException("a row cannot have an axis of " + axis);
      }
      rowSize = Math.multiplyExact(rowSize, axis);
    }
    AtomicFile file = AtomicFile.create(target);
    try {
      return new NpyWriter(file, type, rowShape.clone(), rowSize);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Appends values to a float32 file, of any number: rows are counted at the end. */
  public void write(float[] values, int offset, int count) throws IOException {
    if (type != ElementType.F32) {
      throw new IllegalStateException("a file of " + type + " takes no floats");
    }
    for (int i = offset; i < offset + count; i++) {
      makeRoom();
      buffer.putFloat(values[i]);
    }
    written += count;
  }

  /** Appends the rows of a matrix that is as wide as a row of this file. */
  public void write(Matrix rows) throws IOException {
    if (rows.columns() != rowSize) {
      throw new IllegalArgumentException(
          "rows of " + rows.columns() + " values do not fit a file with rows of " + rowSize);
    }
    for (int i = 0; i < rows.rows(); i++) {
      write(rows.data(), rows.start(i), rows.columns());
    }
  }

  /** Appends values to an int64 file. */
  public void write(long... values) throws IOException {
    if (type != ElementType.I64) {
      throw new IllegalStateException("a file of " + type + " takes no longs");
    }
    for (long value : values) {
      makeRoom();
      buffer.putLong(value);
    }
    written += values.length;
  }

  /** Appends values to a uint8 file. */
  public void write(byte[] values) throws IOException {
    if (type != ElementType.U8) {
      throw new IllegalStateException("a file of " + type + " takes no bytes");
    }
    flush();
    file.append(ByteBuffer.wrap(values));
    written += values.length;
  }

  /**
   * Completes the header and puts the file at its place.
   *
   * @throws IllegalStateException if the last row is not whole
   */
  public void commit() throws IOException {
    if (written % rowSize != 0) {
      throw new IllegalStateException(
          written + " values do not make whole rows of " + rowSize + " values");
    }
    flush();
    file.overwrite(0, ByteBuffer.wrap(header(written / rowSize)));
    file.commit();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private byte[] header(long rows) {
    long[] shape = new long[rowShape.length + 1];
    shape[0] = rows;
    for (int i = 0; i < rowShape.length; i++) {
      shape[i + 1] = rowShape[i];
    }
    return NpyHeader.write(type.numpyDescr(), shape);
  }

  private void makeRoom() throws IOException {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
  }

  private void flush() throws IOException {
    file.append(buffer.flip());
    buffer.clear();
  }
}
