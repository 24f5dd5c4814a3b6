package io.glimpse.tensor;

import java.io.IOException;

/**
 * An array of numbers in a file of whatever format, of which any block can be read as floats.
 *
 * <p>Its shape was checked against the file, so that nothing that is allocated for it is larger
 * than the file justifies. Whether values are finite is for the caller to judge. Safe for use by
 * several threads.
 */
public interface StoredArray {

  /**
   * What refusals call it: the path of its file, with its name behind it where there are several.
   */
  Object name();

  /** The lengths of the axes; empty for a single number. */
  long[] shape();

  /** Whether its elements are true and false, which are read as 1 and 0. */
  boolean isBoolean();

  /**
   * Reads a block of values, rounded to the nearest float, the last axis fastest.
   *
   * @param first the first value, from 0
   * @throws IndexOutOfBoundsException if the block is not within the array or the target
   */
  void readFloats(long first, float[] target, int offset, int count) throws IOException;

  /** The number of values: the product of the shape. */
  default long size() {
    long size = 1;
    for (long axis : shape()) {
      size *= axis;
    }
    return size;
  }

  /**
   * All values, the last axis fastest.
   *
   * @throws TensorFormatException if one array cannot hold them
   */
  default float[] readAll() throws IOException {
    float[] values = new float[Shape.of(name(), shape()).arrayLength(name())];
    readFloats(0, values, 0, values.length);
    return values;
  }

  /**
   * All values of one axis as whole numbers; floats may hold them too.
   *
   * @throws TensorFormatException if there are more axes, or naming the index of a value that is no
   *     whole number, or one that a float does not tell from its neighbours
   */
  default int[] labels() throws IOException {
    Shape.of(name(), shape()).requireDimensions(1, name(), "a list of labels");
    float[] values = readAll();
    int[] whole = new int[values.length];
    for (int i = 0; i < whole.length; i++) {
      if (values[i] != Math.rint(values[i])) {
        throw new TensorFormatException(
            name(), "value " + i + " is " + values[i] + ", which is not a whole number");
      }
      if (Math.abs(values[i]) >= 1 << 24) {
        throw new TensorFormatException(
            name(), "value %d is %.0f, which is too large for a label".formatted(i, values[i]));
      }
      whole[i] = (int) values[i];
    }
    return whole;
  }
}
