package io.glimpse.tensor;

/** Takes values whose first axis varies fastest, in blocks, and puts them in row-major order. */
final class FortranOrder {

  private final long[] axes;
  private final int[] strides;
  private final long[] index;
  private final float[] rowMajor;
  private int target;

  /**
   * @param name the file or its part, named if one array cannot hold the values
   */
  FortranOrder(Object name, Shape shape) throws TensorFormatException {
    axes = shape.axes();
    strides = rowMajorStrides(axes);
    index = new long[axes.length];
    rowMajor = new float[shape.arrayLength(name)];
  }

  /** Takes the next values, as they are stored. */
  void accept(float[] stored, int count) {
    for (int i = 0; i < count; i++) {
      rowMajor[target] = stored[i];
      // Counts like an odometer whose first wheel is the fastest.
      for (int axis = 0; axis < axes.length; axis++) {
        target += strides[axis];
        if (++index[axis] < axes[axis]) {
          break;
        }
        target -= (int) (strides[axis] * axes[axis]);
        index[axis] = 0;
      }
    }
  }

  /** All values, once all were taken. */
  float[] rowMajor() {
    return rowMajor;
  }

  private static int[] rowMajorStrides(long[] axes) {
    int[] strides = new int[axes.length];
    int stride = 1;
    for (int axis = axes.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= (int) axes[axis];
    }
    return strides;
  }
}
