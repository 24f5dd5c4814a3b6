package io.glimpse.matrix;

import java.util.Arrays;
import java.util.Objects;

/**
 * A row-major float32 matrix, or a window of consecutive rows of one.
 *
 * <p>Rows lie {@code stride} floats apart in {@link #data()}, the first at {@link #offset()}. A
 * view made by {@link #rows(int, int)} shares its storage with the matrix that it was made from.
 */
public final class Matrix {

  /** Rows and columns that are transposed together. */
  private static final int TILE = 32;

  /** Values from which it pays to share a transposition among threads. */
  private static final int LARGE = 1 << 17;

  private final float[] data;
  private final int offset;
  private final int rows;
  private final int columns;
  private final int stride;

  private Matrix(float[] data, int offset, int rows, int columns, int stride) {
    this.data = data;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
    this.stride = stride;
  }

  /** A matrix of zeros. */
  public Matrix(int rows, int columns) {
    this(new float[checkedSize(rows, columns)], 0, rows, columns, columns);
  }

  /**
   * Wraps {@code data} without a copy.
   *
   * @param data row-major values, {@code rows * columns} of them
   */
  public static Matrix wrap(float[] data, int rows, int columns) {
    if (data.length != checkedSize(rows, columns)) {
      throw new IllegalArgumentException(
          data.length + " values do not make a " + rows + " x " + columns + " matrix");
    }
    return new Matrix(data, 0, rows, columns, columns);
  }

  /**
   * Wraps a part of {@code data} without a copy: row i starts at {@code offset + i * stride}.
   *
   * @param stride floats from one row's start to the next, at least {@code columns}
   */
  public static Matrix wrap(float[] data, int offset, int rows, int columns, int stride) {
    checkedSize(rows, columns);
    if (stride < columns) {
      throw new IllegalArgumentException("stride " + stride + " is less than a row of " + columns);
    }
    long end = rows == 0 ? offset : offset + (rows - 1L) * stride + columns;
    if (offset < 0 || end > data.length) {
      throw new IllegalArgumentException(
          "rows end at " + end + " but there are " + data.length + " values");
    }
    return new Matrix(data, offset, rows, columns, stride);
  }

  /** Copies nested rows, all of the same length. */
  public static Matrix of(float[]... rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    Matrix m = new Matrix(rows.length, columns);
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "row " + i + " has " + rows[i].length + " values, row 0 has " + columns);
      }
      System.arraycopy(rows[i], 0, m.data, i * columns, columns);
    }
    return m;
  }

  private static int checkedSize(int rows, int columns) {
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException("a matrix cannot be " + rows + " x " + columns);
    }
    long size = (long) rows * columns;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a matrix of " + rows + " x " + columns + " is too large for one array; use blocks");
    }
    return (int) size;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** The storage itself, not a copy; a window's holds other rows too. */
  public float[] data() {
    return data;
  }

  /** Where row 0 starts in {@link #data()}. */
  public int offset() {
    return offset;
  }

  /** Floats from the start of one row to the start of the next. */
  public int stride() {
    return stride;
  }

  /** Where row i starts in {@link #data()}. */
  public int start(int row) {
    return offset + row * stride;
  }

  public float get(int row, int column) {
    return data[start(row) + Objects.checkIndex(column, columns)];
  }

  public void set(int row, int column, float value) {
    data[start(row) + Objects.checkIndex(column, columns)] = value;
  }

  /** A copy of one row. */
  public float[] row(int row) {
    Objects.checkIndex(row, rows);
    return Arrays.copyOfRange(data, start(row), start(row) + columns);
  }

  /** A view of rows {@code from} (inclusive) to {@code to} (exclusive); shares the storage. */
  public Matrix rows(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new Matrix(data, from == to ? offset : start(from), to - from, columns, stride);
  }

  /** A view of every {@code step}-th row, beginning with row {@code first}; shares the storage. */
  public Matrix everyRow(int first, int step) {
    Objects.checkIndex(first, Math.max(rows, 1));
    if (step < 1) {
      throw new IllegalArgumentException("step must be at least 1, not " + step);
    }
    int count = rows == 0 ? 0 : (rows - first + step - 1) / step;
    return new Matrix(data, start(first), count, columns, Math.multiplyExact(stride, step));
  }

  /** A copy of the rows that are listed, in that order. */
  public Matrix select(int... indices) {
    Matrix m = new Matrix(indices.length, columns);
    for (int i = 0; i < indices.length; i++) {
      m.setRow(i, this, indices[i]);
    }
    return m;
  }

  /** Overwrites row {@code row} with a row of {@code source}, which has as many columns. */
  public void setRow(int row, Matrix source, int sourceRow) {
    Objects.checkIndex(row, rows);
    Objects.checkIndex(sourceRow, source.rows);
    if (source.columns != columns) {
      throw new IllegalArgumentException(
          "a row of " + source.columns + " values does not fit " + columns + " columns");
    }
    System.arraycopy(source.data, source.start(sourceRow), data, start(row), columns);
  }

  /** A copy with storage of its own and no gaps. */
  public Matrix copy() {
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      m.setRow(i, this, i);
    }
    return m;
  }

  /** Copies all rows of another matrix of the same width over the rows from {@code at} on. */
  public void setRows(int at, Matrix source) {
    for (int i = 0; i < source.rows(); i++) {
      setRow(at + i, source, i);
    }
  }

  /** A view of columns {@code from} to {@code to - 1}. */
  public Matrix columns(int from, int to) {
    if (from < 0 || to < from || to > columns) {
      throw new IndexOutOfBoundsException(
          "columns " + from + " to " + to + " of a matrix of " + columns);
    }
    return new Matrix(data, offset + from, rows, to - from, stride);
  }

  /** A transposed copy. */
  public Matrix transposed() {
    Matrix m = new Matrix(columns, rows);
    int atOnce = (long) rows * columns < LARGE ? Math.max(1, rows) : TILE;
    Workers.shared().forEachPart(rows, atOnce, (from, to) -> transpose(from, to, m));
    return m;
  }

  /** Tile by tile, for a walk down a column alone would miss the processor's cache at each step. */
  private void transpose(int from, int to, Matrix m) {
    for (int top = from; top < to; top += TILE) {
      int bottom = Math.min(top + TILE, to);
      for (int left = 0; left < columns; left += TILE) {
        int right = Math.min(left + TILE, columns);
        for (int j = left; j < right; j++) {
          int at = j * rows;
          for (int i = top; i < bottom; i++) {
            m.data[at + i] = data[start(i) + j];
          }
        }
      }
    }
  }

  /** Whether the rows follow each other without gaps. */
  public boolean isContiguous() {
    return stride == columns || rows <= 1;
  }

  /**
   * The dot product of a row with a row of another matrix of the same width, in double precision.
   */
  public double dot(int row, Matrix other, int otherRow) {
    if (other.columns != columns) {
      throw new IllegalArgumentException("widths differ: " + columns + " and " + other.columns);
    }
    int a = start(row);
    int b = other.start(otherRow);
    // Four sums, for each addition waits for the one before it.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 3 < columns; j += 4) {
      s0 += (double) data[a + j] * other.data[b + j];
      s1 += (double) data[a + j + 1] * other.data[b + j + 1];
      s2 += (double) data[a + j + 2] * other.data[b + j + 2];
      s3 += (double) data[a + j + 3] * other.data[b + j + 3];
    }
    for (; j < columns; j++) {
      s0 += (double) data[a + j] * other.data[b + j];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** The L2 norm of a row. */
  public double norm(int row) {
    return Math.sqrt(dot(row, this, row));
  }

  /**
   * Divides every row by its L2 norm, in place.
   *
   * @throws IllegalArgumentException naming the first row that is zero or not finite
   */
  public Matrix normalizeRows() {
    for (int i = 0; i < rows; i++) {
      double norm = norm(i);
      if (!(norm > 0) || Double.isInfinite(norm)) {
        throw new IllegalArgumentException(
            "row " + i + " has no direction (its norm is " + norm + ")");
      }
      int start = start(i);
      for (int j = 0; j < columns; j++) {
        data[start + j] = (float) (data[start + j] / norm);
      }
    }
    return this;
  }

  /**
   * Checks that no value is NaN or infinite.
   *
   * @param what names these rows in the message
   * @throws IllegalArgumentException naming the first row and column that is
   */
  public Matrix requireFinite(String what) {
    for (int i = 0; i < rows; i++) {
      int start = start(i);
      for (int j = 0; j < columns; j++) {
        if (!Float.isFinite(data[start + j])) {
          throw new IllegalArgumentException(
              what + ", row " + i + ", column " + j + " is " + data[start + j]);
        }
      }
    }
    return this;
  }

  /** The column of the largest value of a row; of equal values the first. */
  public int argmax(int row) {
    if (columns == 0) {
      throw new IllegalArgumentException("a row without columns has no largest value");
    }
    int start = start(row);
    int best = 0;
    for (int j = 1; j < columns; j++) {
      if (data[start + j] > data[start + best]) {
        best = j;
      }
    }
    return best;
  }

  /** For example {@code 16 x 512 matrix}; never the values. */
  @Override
  public String toString() {
    return rows + " x " + columns + " matrix";
  }
}
