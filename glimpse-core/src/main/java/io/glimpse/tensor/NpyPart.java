package io.glimpse.tensor;

import io.glimpse.file.AtomicFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The float32 rows of a {@code .npy} file whose making may take several processes: what was written
 * outlives a kill, and the next process goes on behind it.
 *
 * <p>Nothing is to be seen at the target before {@link #commit()}. Which rows are whole, and whose
 * they are, is for a journal elsewhere to say: this class gives a checksum of every row. Not safe
 * for use by several threads.
 */
public final class NpyPart implements AutoCloseable {

  private final AtomicFile file;
  private final int[] rowShape;
  private final int headerLength;
  private final ByteBuffer row;
  private long rows;

  private NpyPart(AtomicFile file, int[] rowShape, int rowSize) throws IOException {
    this.file = file;
    this.rowShape = rowShape;
    this.headerLength = header(0).length;
    this.row =
        ByteBuffer.allocate(Math.multiplyExact(rowSize, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    this.rows = Math.max(0, file.channel().size() - headerLength) / row.capacity();
  }

  /**
   * Starts a file, or takes up what an earlier process wrote of it.
   *
   * @param rowShape the shape of a row, each axis at least 1
   * @throws IOException if the folder cannot be written, or another process writes the same target
   */
  public static NpyPart open(Path target, int... rowShape) throws IOException {
    int rowSize = 1;
    for (int axis : rowShape) {
      if (axis < 1) {
        throw new IllegalArgumentException("a row cannot have an axis of " + axis);
      }
      rowSize = Math.multiplyExact(rowSize, axis);
    }
    AtomicFile file = AtomicFile.resume(target);
    try {
      return new NpyPart(file, rowShape.clone(), rowSize);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** How many rows are there in full length, those of earlier processes among them. */
  public long rows() {
    return rows;
  }

  /** The CRC-32C of a row's bytes as they are stored now. */
  public int checksum(long index) throws IOException {
    if (index < 0 || index >= rows) {
      throw new IndexOutOfBoundsException("row " + index + " of " + rows);
    }
    row.clear();
    long position = start(index);
    while (row.hasRemaining()) {
      int read = file.channel().read(row, position + row.position());
      if (read < 0) {
        throw new EOFException("row " + index + " ends early");
      }
    }
    return crc32c();
  }

  /** Forgets all rows from {@code count} on. */
  public void keep(long count) throws IOException {
    rows = Math.min(rows, count);
    file.channel().truncate(start(rows));
  }

  /**
   * Appends a row.
   *
   * @param values read from {@code offset} on, as many as a row has; not modified
   * @return the CRC-32C of the row's bytes
   */
  public int append(float[] values, int offset) throws IOException {
    row.clear();
    row.asFloatBuffer().put(values, offset, row.capacity() / Float.BYTES);
    int checksum = crc32c();
    file.overwrite(start(rows), row.rewind());
    rows++;
    return checksum;
  }

  /** Completes the header and puts the file at its place. */
  public void commit() throws IOException {
    file.overwrite(0, ByteBuffer.wrap(header(rows)));
    file.commit();
  }

  /** Deletes what was written, by earlier processes too. */
  public void discard() throws IOException {
    file.discard();
  }

  /** Leaves what was written to a later process, unless it was committed or discarded. */
  @Override
  public void close() throws IOException {
    file.close();
  }

  private long start(long index) {
    return headerLength + index * row.capacity();
  }

  private int crc32c() {
    CRC32C crc = new CRC32C();
    crc.update(row.array());
    return (int) crc.getValue();
  }

  private byte[] header(long count) {
    long[] shape = new long[rowShape.length + 1];
    shape[0] = count;
    for (int i = 0; i < rowShape.length; i++) {
      shape[i + 1] = rowShape[i];
    }
    return NpyHeader.write(ElementType.F32.numpyDescr(), shape);
  }
}
