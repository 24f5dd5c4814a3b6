package io.glimpse.checkpoint;

import java.nio.FloatBuffer;
import java.util.List;

/** A tensor of a checkpoint, wherever and however its values lie. */
sealed interface Tensor permits StoredTensor, StackedTensor, TensorRows, ReshapedTensor {

  /** The type of its elements. */
  NumberType type();

  /** The extents of its axes; empty for a scalar. */
  List<Integer> shape();

  /** The product of the extents. */
  long elements();

  /**
   * Reads a run of values in row-major order, from {@code first} until {@code target} is full.
   *
   * @throws IllegalArgumentException if the tensor ends before the run does
   */
  void read(long first, FloatBuffer target);

  /** The tensor with its two axes exchanged. */
  Tensor transposed();
}
