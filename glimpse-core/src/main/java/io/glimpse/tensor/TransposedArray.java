package io.glimpse.tensor;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An array of two axes with these exchanged: what was stored as [d, n] is read as [n, d]. It is
 * brought into memory whole at the first call.
 */
public final class TransposedArray implements StoredArray {

  private final StoredArray stored;
  private final int rows;
  private final int columns;
  private @Nullable ArrayInMemory turned;

  /**
   * The other way round.
   *
   * @param stored of two axes, whose file stays open meanwhile
   * @throws TensorFormatException if it has other axes, or one array cannot hold it
   */
  public TransposedArray(StoredArray stored) throws TensorFormatException {
    Shape shape = Shape.of(stored.name(), stored.shape());
    shape.requireDimensions(2, stored.name(), "a matrix");
    shape.arrayLength(stored.name());
    this.stored = stored;
    this.rows = (int) shape.axis(1);
    this.columns = (int) shape.axis(0);
  }

  @Override
  public Object name() {
    return stored.name();
  }

  @Override
  public long[] shape() {
    return new long[] {rows, columns};
  }

  @Override
  public boolean isBoolean() {
    return stored.isBoolean();
  }

  @Override
  public void readFloats(long first, float[] target, int offset, int count) throws IOException {
    turned().readFloats(first, target, offset, count);
  }

  private synchronized ArrayInMemory turned() throws IOException {
    ArrayInMemory ready = turned;
    if (ready == null) {
      float[] values = new float[Math.multiplyExact(rows, columns)];
      float[] line = new float[rows];
      for (int column = 0; column < columns; column++) {
        stored.readFloats((long) column * rows, line, 0, rows);
        for (int row = 0; row < rows; row++) {
          values[row * columns + column] = line[row];
        }
      }
      ready = new ArrayInMemory(name(), shape(), values, isBoolean());
      turned = ready;
    }
    return ready;
  }
}
