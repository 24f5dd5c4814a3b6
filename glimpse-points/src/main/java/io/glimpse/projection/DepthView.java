package io.glimpse.projection;

/** One depth map, square. Immutable as long as nobody writes to its {@link #values}. */
public final class DepthView {

  private final int size;
  private final float[] values;

  /**
   * Wraps values without a copy.
   *
   * @param size rows and columns
   * @param values {@code [size, size]}, row-major; must not change afterwards
   */
  DepthView(int size, float[] values) {
    this.size = size;
    this.values = values;
  }

  /** Rows and columns. */
  public int size() {
    return size;
  }

  /** {@code [size, size]}, row-major: the storage itself, not to be modified. */
  public float[] values() {
    return values;
  }

  /**
   * The map at another size, bilinear with the corner pixels on each other (PyTorch's {@code
   * align_corners=True}).
   */
  public DepthView resized(int target) {
    if (target == size) {
      return this;
    }
    float[] resized = new float[target * target];
    int[] lower = new int[target];
    double[] share = new double[target];
    for (int i = 0; i < target; i++) {
      double place = target == 1 ? 0 : (double) i * (size - 1) / (target - 1);
      lower[i] = Math.max(0, Math.min((int) place, size - 2));
      share[i] = place - lower[i];
    }
    int step = size == 1 ? 0 : 1;
    double[][] stretched = new double[size][target];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < target; column++) {
        int left = row * size + lower[column];
        stretched[row][column] = blend(values[left], values[left + step], share[column]);
      }
    }
    for (int row = 0; row < target; row++) {
      double[] top = stretched[lower[row]];
      double[] bottom = stretched[lower[row] + step];
      for (int column = 0; column < target; column++) {
        resized[row * target + column] = (float) blend(top[column], bottom[column], share[row]);
      }
    }
    return new DepthView(target, resized);
  }

  private static double blend(double a, double b, double share) {
    return a * (1 - share) + b * share;
  }

  /**
   * The map as a gray picture, {@code [size, size, 3]} in rows of RGB: values from 0 to {@code
   * most} become 0 to 255, and none is left where {@code most} is 0.
   */
  public byte[] toRgb(float most) {
    byte[] rgb = new byte[3 * values.length];
    for (int i = 0; i < values.length; i++) {
      float share = most > 0 ? Math.max(0, Math.min(1, values[i] / most)) : 0;
      int gray = (int) (255 * share + 0.5);
      rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = (byte) gray;
    }
    return rgb;
  }

  /** The largest value, or 0. */
  public float most() {
    float most = 0;
    for (float value : values) {
      most = Math.max(most, value);
    }
    return most;
  }
}
