package io.glimpse.projection;

/** One depth map, square. Immutable as long as nobody writes to its {@link #values}. */
public final class DepthView {

  /**
   * 2^23: added to a float from 0 to 255, it leaves no bits for a fraction. The JDK's compiler adds
   * several at a time, but rounds them one by one.
   */
  private static final float ROUNDER = 1 << 23;

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

  /** Takes the rows of a map, from the first to the last. */
  interface Rows {

    /**
     * Takes a row.
     *
     * @param values its values, which may be changed but are gone after the call
     */
    void row(int row, float[] values);
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
    resized(target, (row, values) -> System.arraycopy(values, 0, resized, row * target, target));
    return new DepthView(target, resized);
  }

  /** {@link #resized(int)} row by row, for who needs no map but what is made of it. */
  void resized(int target, Rows rows) {
    float[] line = new float[target];
    if (target == size) {
      for (int row = 0; row < size; row++) {
        System.arraycopy(values, row * size, line, 0, size);
        rows.row(row, line);
      }
      return;
    }
    int[] lower = new int[target];
    float[] share = new float[target];
    for (int i = 0; i < target; i++) {
      double place = target == 1 ? 0 : (double) i * (size - 1) / (target - 1);
      lower[i] = Math.max(0, Math.min((int) place, size - 2));
      share[i] = (float) (place - lower[i]);
    }
    int last = size - 1;
    float[] above = new float[target];
    float[] below = new float[target];
    int stretched = -1;
    for (int row = 0; row < target; row++) {
      if (lower[row] != stretched) {
        if (stretched >= 0 && lower[row] == stretched + 1) {
          float[] free = above;
          above = below;
          below = free;
        } else {
          stretch(lower[row], lower, share, above);
        }
        stretched = lower[row];
        stretch(Math.min(stretched + 1, last), lower, share, below);
      }
      blend(above, below, share[row], line);
      rows.row(row, line);
    }
  }

  /** A row of the map at the width of the resized one. */
  private void stretch(int row, int[] lower, float[] share, float[] line) {
    int start = row * size;
    int step = size == 1 ? 0 : 1;
    for (int column = 0; column < line.length; column++) {
      int left = start + lower[column];
      line[column] = blend(values[left], values[left + step], share[column]);
    }
  }

  /** All read at the same place: only so does the JDK's compiler take several at a time. */
  private static void blend(float[] a, float[] b, float share, float[] blended) {
    for (int i = 0; i < blended.length; i++) {
      blended[i] = blend(a[i], b[i], share);
    }
  }

  private static float blend(float a, float b, float share) {
    return a * (1 - share) + b * share;
  }

  /**
   * The map as a gray picture, {@code [size, size]}: values from 0 to {@code most} become 0 to 255,
   * and none is left where {@code most} is 0.
   */
  public byte[] toGray(float most) {
    byte[] gray = new byte[values.length];
    resized(
        size,
        (row, line) -> {
          toGray(most, line);
          for (int i = 0; i < size; i++) {
            gray[row * size + i] = (byte) line[i];
          }
        });
    return gray;
  }

  /** {@link #toGray(float)} of values in place, which become whole numbers. */
  static void toGray(float most, float[] values) {
    float scale = most > 0 ? 255 / most : 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.min(255, Math.max(0, values[i] * scale)) + ROUNDER - ROUNDER;
    }
  }

  /** {@link #toGray(float)} for who wants colours, {@code [size, size, 3]} in rows of RGB. */
  public byte[] toRgb(float most) {
    byte[] gray = toGray(most);
    byte[] rgb = new byte[3 * gray.length];
    for (int i = 0; i < gray.length; i++) {
      rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = gray[i];
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
