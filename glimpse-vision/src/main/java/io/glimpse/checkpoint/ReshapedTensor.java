package io.glimpse.checkpoint;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * A tensor with other axes, its values in the same order: layouts differ in axes of one element.
 *
 * @param shape with as many elements
 */
record ReshapedTensor(Tensor tensor, List<Integer> shape) implements Tensor {

  ReshapedTensor {
    shape = List.copyOf(shape);
  }

  @Override
  public NumberType type() {
    return tensor.type();
  }

  @Override
  public long elements() {
    return tensor.elements();
  }

  @Override
  public void read(long first, FloatBuffer target) {
    tensor.read(first, target);
  }

  @Override
  public Tensor transposed() {
    throw new UnsupportedOperationException("a table is never stored transposed");
  }
}
