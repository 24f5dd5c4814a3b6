package io.glimpse.tensor;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * The elements of one tensor as they lie in a file, converted in blocks as they are asked for.
 *
 * @param name the file or its part, for refusals
 * @param start the file's byte at which element 0 starts
 * @param count how many elements there are, all of them known to lie within the file
 */
record StoredElements(
    Object name, StoredBytes stored, long start, ElementType type, ByteOrder order, long count) {

  /** A multiple of every element's size; small enough to stay in a core's second cache. */
  private static final int BLOCK_BYTES = 1 << 18;

  @FunctionalInterface
  private interface Block {
    void accept(ByteBuffer bytes, int firstOfBlock, int countOfBlock) throws IOException;
  }

  /** Reads elements {@code first} to {@code first + count - 1} as floats. */
  void readFloats(long first, float[] target, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, target.length);
    forEachBlock(
        first, count, (bytes, from, length) -> type.toFloats(bytes, target, offset + from, length));
  }

  /** Reads all elements as whole numbers; refuses, by index, what is no int. */
  int[] readInts(Shape shape) throws IOException {
    int[] values = new int[shape.arrayLength(name)];
    forEachBlock(
        0,
        values.length,
        (bytes, from, length) -> {
          for (int i = 0; i < length; i++) {
            values[from + i] = toInt(type.doubleAt(bytes, i * type.bytes()), from + i);
          }
        });
    return values;
  }

  /** Reads elements as doubles, which hold all but the largest 64-bit integers exactly. */
  void readDoubles(long first, double[] target) throws IOException {
    forEachBlock(
        first,
        target.length,
        (bytes, from, length) -> {
          for (int i = 0; i < length; i++) {
            target[from + i] = type.doubleAt(bytes, i * type.bytes());
          }
        });
  }

  /** Copies raw bytes, counted from the first of element 0, until {@code target} is full. */
  void readBytes(long first, ByteBuffer target) throws IOException {
    Objects.checkFromIndexSize(first, target.remaining(), count * type.bytes());
    stored.read(start + first, target);
  }

  // A double holds every int exactly, and keeps what is out of an int's range out of it.
  private int toInt(double value, int index) throws TensorFormatException {
    if (value != Math.rint(value) || Double.isInfinite(value)) {
      throw new TensorFormatException(
          name, "value " + index + " is " + value + ", which is not a whole number");
    }
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw new TensorFormatException(
          name,
          "value %d is %s, which is out of range for a 32-bit integer"
              .formatted(index, new BigDecimal(value).toPlainString()));
    }
    return (int) value;
  }

  private void forEachBlock(long first, int count, Block body) throws IOException {
    Objects.checkFromIndexSize(first, count, this.count);
    int perBlock = BLOCK_BYTES / type.bytes();
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(count, perBlock) * type.bytes()).order(order);
    int length;
    for (int done = 0; done < count; done += length) {
      length = Math.min(perBlock, count - done);
      bytes.clear().limit(length * type.bytes());
      stored.read(start + (first + done) * type.bytes(), bytes);
      body.accept(bytes.flip(), done, length);
    }
  }
}
