package io.glimpse.checkpoint;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors one after the other along the first axis: the query, key and value projections that
 * {@code transformers} keeps apart and OpenAI keeps as one.
 *
 * @param parts at least one, all of one type and shape, with at least one axis
 */
record StackedTensor(List<Tensor> parts) implements Tensor {

  StackedTensor {
    parts = List.copyOf(parts);
  }

  @Override
  public NumberType type() {
    return parts.get(0).type();
  }

  @Override
  public List<Integer> shape() {
    List<Integer> shape = new ArrayList<>(parts.get(0).shape());
    shape.set(0, Math.multiplyExact(shape.get(0), parts.size()));
    return shape;
  }

  @Override
  public long elements() {
    return parts.get(0).elements() * parts.size();
  }

  @Override
  public void read(long first, FloatBuffer target) {
    if (first < 0 || first > elements() - target.remaining()) {
      throw new IllegalArgumentException(
          "%d values from %d on are not in a tensor of %d"
              .formatted(target.remaining(), first, elements()));
    }
    long inPart = parts.get(0).elements();
    int end = target.limit();
    long next = first;
    while (target.position() < end) {
      long within = next % inPart;
      int count = (int) Math.min(end - target.position(), inPart - within);
      target.limit(target.position() + count);
      parts.get((int) (next / inPart)).read(within, target);
      target.limit(end);
      next += count;
    }
  }

  @Override
  public Tensor transposed() {
    throw new UnsupportedOperationException("stacked projections are never stored transposed");
  }
}
