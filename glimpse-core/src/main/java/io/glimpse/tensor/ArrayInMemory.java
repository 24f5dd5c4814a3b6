package io.glimpse.tensor;

import java.util.Objects;

/** Values that were unpacked or turned. */
final class ArrayInMemory implements StoredArray {

  private final Object name;
  private final long[] shape;
  private final float[] values;
  private final boolean ofBooleans;

  /**
   * An array.
   *
   * @param values as many as the shape has; not copied
   */
  ArrayInMemory(Object name, long[] shape, float[] values, boolean ofBooleans) {
    this.name = name;
    this.shape = shape.clone();
    this.values = values;
    this.ofBooleans = ofBooleans;
  }

  /** All of them; not copied. */
  float[] values() {
    return values;
  }

  @Override
  public Object name() {
    return name;
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  @Override
  public boolean isBoolean() {
    return ofBooleans;
  }

  @Override
  public void readFloats(long first, float[] target, int offset, int count) {
    Objects.checkFromIndexSize(first, count, values.length);
    System.arraycopy(values, (int) first, target, offset, count);
  }
}
