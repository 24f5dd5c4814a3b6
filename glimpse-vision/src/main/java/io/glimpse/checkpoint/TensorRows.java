package io.glimpse.checkpoint;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Some rows of a tensor: one of the query, key and value projections that timm and open_clip keep
 * as one and {@code transformers} keeps apart.
 *
 * @param whole with at least one axis
 * @param first row
 * @param count of rows, all of which the tensor has
 */
record TensorRows(Tensor whole, int first, int count) implements Tensor {

  @Override
  public NumberType type() {
    return whole.type();
  }

  @Override
  public List<Integer> shape() {
    List<Integer> shape = new ArrayList<>(whole.shape());
    shape.set(0, count);
    return shape;
  }

  @Override
  public long elements() {
    return rowLength() * count;
  }

  private long rowLength() {
    return whole.elements() / whole.shape().get(0);
  }

  @Override
  public void read(long from, FloatBuffer target) {
    if (from < 0 || from > elements() - target.remaining()) {
      throw new IllegalArgumentException(
          "%d values from %d on are not in a tensor of %d"
              .formatted(target.remaining(), from, elements()));
    }
    whole.read(first * rowLength() + from, target);
  }

  @Override
  public Tensor transposed() {
    throw new UnsupportedOperationException("parts of projections are never stored transposed");
  }
}
