package io.glimpse.tensor;

import java.io.IOException;

/** Brings values whose first axis varies fastest into row-major order. */
final class FortranOrder {

  private static final int BLOCK = 1 << 16;

  private FortranOrder() {}

  static float[] toRowMajor(StoredElements elements, Shape shape) throws IOException {
    int total = shape.arrayLength(elements.file().path());
    float[] result = new float[total];
    float[] block = new float[Math.min(BLOCK, total)];
    long[] axes = shape.axes();
    int[] strides = rowMajorStrides(axes);
    long[] index = new long[axes.length];
    int target = 0;
    int length;
    for (int done = 0; done < total; done += length) {
      length = Math.min(BLOCK, total - done);
      elements.readFloats(done, block, 0, length);
      for (int i = 0; i < length; i++) {
        result[target] = block[i];
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
    return result;
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
