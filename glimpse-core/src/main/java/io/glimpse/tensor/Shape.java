package io.glimpse.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The lengths of a tensor's axes, with a number of elements that is known not to overflow. */
final class Shape {

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final long[] axes;
  private final long elements;

  private Shape(long[] axes, long elements) {
    this.axes = axes;
    this.elements = elements;
  }

  /**
   * Checks what a file's header says.
   *
   * @param file named in the refusal of a negative axis, or of more elements than a long counts
   */
  static Shape of(Object file, long... axes) throws TensorFormatException {
    long elements = 1;
    boolean overflow = false;
    boolean empty = false;
    for (int i = 0; i < axes.length; i++) {
      if (axes[i] < 0) {
        throw new TensorFormatException(
            file, "axis " + i + " of the shape is negative (" + axes[i] + ")");
      }
      empty |= axes[i] == 0;
      if (!overflow && axes[i] > 0) {
        overflow = elements > Long.MAX_VALUE / Double.BYTES / axes[i];
        elements *= axes[i];
      }
    }
    if (overflow && !empty) {
      throw new TensorFormatException(
          file, "the shape " + text(axes) + " has more elements than a file can hold");
    }
    return new Shape(axes.clone(), empty ? 0 : elements);
  }

  long[] axes() {
    return axes.clone();
  }

  int dimensions() {
    return axes.length;
  }

  long axis(int index) {
    return axes[index];
  }

  long elements() {
    return elements;
  }

  /** The number of elements, where a {@code float[]} of as many can be and fits the heap. */
  int arrayLength(Object file) throws TensorFormatException {
    if (elements > LARGEST_ARRAY) {
      throw new TensorFormatException(
          file, "the shape " + this + " is too large for one array; read it in blocks");
    }
    long bytes = elements * Float.BYTES;
    long memory = Runtime.getRuntime().maxMemory();
    if (bytes > memory) {
      throw new TensorFormatException(
          file,
          "the shape %s takes %d MiB in memory, the process may use %d MiB; give it more"
              .formatted(this, bytes >> 20, memory >> 20));
    }
    return (int) elements;
  }

  /** Refuses another number of axes; {@code what} says what needs that many. */
  void requireDimensions(int wanted, Object file, String what) throws TensorFormatException {
    if (axes.length != wanted) {
      throw new TensorFormatException(
          file, "has the shape " + this + ", but " + what + " needs " + wanted + " axes");
    }
    for (int i = 0; i < axes.length; i++) {
      if (axes[i] > LARGEST_ARRAY) {
        throw new TensorFormatException(
            file, "axis " + i + " of the shape " + this + " is too long");
      }
    }
  }

  /** As Python writes it: {@code (2, 3)}, {@code (2,)} or {@code ()}. */
  @Override
  public String toString() {
    return text(axes);
  }

  private static String text(long[] axes) {
    return Arrays.stream(axes)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "(", axes.length == 1 ? ",)" : ")"));
  }
}
