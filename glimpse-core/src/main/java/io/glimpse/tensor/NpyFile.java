package io.glimpse.tensor;

import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open {@code .npy} file (versions 1.0 to 3.0), of which any block can be read as floats.
 *
 * <p>Element types are float16, 32 and 64, all signed and unsigned integers, and bool, of either
 * byte order. The header was checked against the file's length, so that no allocation here is
 * larger than the file justifies. Files above 2 GiB are fine. Whether values are finite is for the
 * caller to judge.
 *
 * <p>Safe for use by several threads. Interrupting a thread that reads closes the file.
 */
public final class NpyFile implements StoredArray, AutoCloseable {

  private static final int BLOCK = 1 << 16;

  private final PositionedFile file;
  private final NpyHeader header;
  private final StoredElements elements;
  private float @Nullable [] rowMajor;

  private NpyFile(PositionedFile file, NpyHeader header) {
    this.file = file;
    this.header = header;
    this.elements =
        new StoredElements(
            file.path(),
            file,
            header.length(),
            header.type(),
            header.order(),
            header.shape().elements());
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws TensorFormatException if it is not {@code .npy}, holds what is not read here (objects,
   *     text, records, complex numbers), or is longer or shorter than its header says
   */
  public static NpyFile open(Path path) throws IOException {
    PositionedFile file = PositionedFile.open(path);
    try {
      var in = new StoredInput(file, 0, file.size());
      return new NpyFile(file, NpyHeader.read(path, in, file.size()));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Reads a whole two-dimensional file. */
  public static Matrix readMatrix(Path path) throws IOException {
    try (NpyFile file = open(path)) {
      return file.matrix();
    }
  }

  /** Reads a whole one-dimensional file of whole numbers. */
  public static int[] readLabels(Path path) throws IOException {
    try (NpyFile file = open(path)) {
      return file.labels();
    }
  }

  public Path path() {
    return file.path();
  }

  @Override
  public Object name() {
    return file.path();
  }

  @Override
  public boolean isBoolean() {
    return header.type() == ElementType.BOOL;
  }

  /** The lengths of the axes; empty for a single number. */
  @Override
  public long[] shape() {
    return header.shape().axes();
  }

  @Override
  public long size() {
    return header.shape().elements();
  }

  /** The element type as numpy writes it, for example {@code <f2}. */
  public String dtype() {
    return header.descr();
  }

  /**
   * Reads a block of values, rounded to the nearest float.
   *
   * <p>Values are counted in row-major order, the last axis fastest. A file in Fortran order is
   * brought into memory whole, at the first call.
   *
   * @param first the first value, from 0
   * @throws IndexOutOfBoundsException if the block is not within the file or the target
   */
  @Override
  public void readFloats(long first, float[] target, int offset, int count) throws IOException {
    if (header.columnMajor()) {
      Objects.checkFromIndexSize(first, count, size());
      System.arraycopy(rowMajor(), (int) first, target, offset, count);
    } else {
      elements.readFloats(first, target, offset, count);
    }
  }

  /** Whether the values are stored with the first axis fastest, in Fortran's order. */
  public boolean isColumnMajor() {
    return header.columnMajor();
  }

  /**
   * Fills an array with values in the order in which they are stored, whichever that is, as
   * doubles.
   *
   * @param first the first value, from 0
   * @throws IndexOutOfBoundsException if there are not that many
   */
  public void readStored(long first, double[] target) throws IOException {
    elements.readDoubles(first, target);
  }

  /**
   * All values, in row-major order, rounded to the nearest float.
   *
   * @throws TensorFormatException if one array cannot hold them
   */
  @Override
  public float[] readAll() throws IOException {
    if (header.columnMajor()) {
      return rowMajor().clone();
    }
    float[] values = new float[header.shape().arrayLength(path())];
    elements.readFloats(0, values, 0, values.length);
    return values;
  }

  /**
   * All values of a two-dimensional file.
   *
   * @throws TensorFormatException if there are more or fewer axes than two
   */
  public Matrix matrix() throws IOException {
    header.shape().requireDimensions(2, path(), "a matrix");
    return Matrix.wrap(readAll(), (int) header.shape().axis(0), (int) header.shape().axis(1));
  }

  /**
   * All values of a one-dimensional file of whole numbers; floats may hold them too.
   *
   * @throws TensorFormatException naming the index of a value that is no 32-bit integer
   */
  @Override
  public int[] labels() throws IOException {
    header.shape().requireDimensions(1, path(), "a list of labels");
    return elements.readInts(header.shape());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private synchronized float[] rowMajor() throws IOException {
    if (rowMajor == null) {
      FortranOrder order = new FortranOrder(path(), header.shape());
      float[] block = new float[(int) Math.min(BLOCK, size())];
      int count;
      for (long done = 0; done < size(); done += count) {
        count = (int) Math.min(block.length, size() - done);
        elements.readFloats(done, block, 0, count);
        order.accept(block, count);
      }
      rowMajor = order.rowMajor();
    }
    return rowMajor;
  }
}
