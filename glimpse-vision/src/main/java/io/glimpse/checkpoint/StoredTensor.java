package io.glimpse.checkpoint;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * A tensor in a file: the element at {@code (i, j, ...)} starts {@code i·strides[0] + j·strides[1]
 * + ...} elements behind {@code start}.
 *
 * <p>Whoever makes one has checked that all of its elements lie within the file.
 *
 * @param start the file's byte at which the first element starts
 * @param strides in elements, none negative, as many as {@code shape} has extents
 */
record StoredTensor(
    MappedFile file, long start, NumberType type, List<Integer> shape, List<Long> strides)
    implements Tensor {

  StoredTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
  }

  /** A tensor whose elements follow each other in row-major order. */
  static StoredTensor rowMajor(MappedFile file, long start, NumberType type, List<Integer> shape) {
    return new StoredTensor(file, start, type, shape, rowMajorStrides(shape));
  }

  @Override
  public long elements() {
    return elements(shape);
  }

  private static long elements(List<Integer> shape) {
    long elements = 1;
    for (int extent : shape) {
      elements *= extent;
    }
    return elements;
  }

  @Override
  public Tensor transposed() {
    return new StoredTensor(
        file,
        start,
        type,
        List.of(shape.get(1), shape.get(0)),
        List.of(strides.get(1), strides.get(0)));
  }

  @Override
  public void read(long first, FloatBuffer target) {
    if (first < 0 || first > elements() - target.remaining()) {
      throw new IllegalArgumentException(
          "%d values from %d on are not in a tensor of %d"
              .formatted(target.remaining(), first, elements()));
    }
    if (isRowMajor() || !target.hasRemaining()) {
      copy(first, target);
    } else {
      gather(first, target);
    }
  }

  private boolean isRowMajor() {
    List<Long> dense = rowMajorStrides(shape);
    for (int axis = 0; axis < shape.size(); axis++) {
      // PyTorch leaves any stride on an axis of one element.
      if (shape.get(axis) > 1 && !dense.get(axis).equals(strides.get(axis))) {
        return false;
      }
    }
    return true;
  }

  private void copy(long first, FloatBuffer target) {
    int mostAtOnce = MappedFile.LONGEST_SLICE / type.bytes();
    long next = first;
    while (target.hasRemaining()) {
      int count = Math.min(target.remaining(), mostAtOnce);
      type.toFloats(file.slice(start + next * type.bytes(), count * type.bytes()), target);
      next += count;
    }
  }

  private void gather(long first, FloatBuffer target) {
    int axes = shape.size();
    int[] index = new int[axes];
    long rest = first;
    long element = 0;
    for (int axis = axes - 1; axis >= 0; axis--) {
      index[axis] = (int) (rest % shape.get(axis));
      rest /= shape.get(axis);
      element += index[axis] * strides.get(axis);
    }
    while (target.hasRemaining()) {
      long position = start + element * type.bytes();
      target.put(type.floatAt(file.segment(position), MappedFile.index(position)));
      // Counts like an odometer whose last wheel is the fastest.
      for (int axis = axes - 1; axis >= 0; axis--) {
        element += strides.get(axis);
        if (++index[axis] < shape.get(axis)) {
          break;
        }
        element -= strides.get(axis) * index[axis];
        index[axis] = 0;
      }
    }
  }

  private static List<Long> rowMajorStrides(List<Integer> shape) {
    Long[] strides = new Long[shape.size()];
    long stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.get(axis);
    }
    return List.of(strides);
  }
}
