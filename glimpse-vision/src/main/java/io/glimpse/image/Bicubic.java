package io.glimpse.image;

import java.util.Arrays;

/**
 * Pillow's bicubic resize of interleaved 8-bit samples, restricted to a square crop.
 *
 * <p>The horizontal pass comes first and is rounded to 8 bits, then the vertical one; an axis whose
 * length does not change is copied. Rows of the first pass live in a ring that is only as high as
 * the vertical filter, whatever the size of the picture.
 */
final class Bicubic {

  private static final int HALF = 1 << (Resampling.FRACTION_BITS - 1);

  private final byte[] samples;
  private final int width;
  private final int height;
  private final int bands;
  private final Frame frame;
  private final int size;

  /**
   * A resize that has not run yet.
   *
   * @param samples {@code [height, width, bands]}; not modified
   * @param size rows and columns of the crop
   */
  Bicubic(byte[] samples, int width, int height, int bands, Frame frame, int size) {
    this.samples = samples;
    this.width = width;
    this.height = height;
    this.bands = bands;
    this.frame = frame;
    this.size = size;
  }

  /** The crop, {@code [size, size, bands]}. */
  byte[] crop() {
    byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(size, size), bands)];
    if (frame.height() == height) {
      copyRows(out);
    } else {
      resizeRows(out);
    }
    return out;
  }

  private void copyRows(byte[] out) {
    Pass horizontal = horizontal();
    int[] row = new int[size * bands];
    for (int y = 0; y < size; y++) {
      horizontal.row((int) frame.top() + y, row);
      for (int i = 0; i < row.length; i++) {
        out[y * row.length + i] = (byte) row[i];
      }
    }
  }

  private void resizeRows(byte[] out) {
    Pass horizontal = horizontal();
    Resampling vertical = new Resampling(height, frame.height(), frame.top(), size);
    int rowLength = size * bands;
    int[][] ring = new int[vertical.widest()][rowLength];
    int[] sums = new int[rowLength];
    int done = vertical.first(0);
    for (int y = 0; y < size; y++) {
      int low = vertical.first(y);
      int high = low + vertical.count(y);
      for (done = Math.max(done, low); done < high; done++) {
        horizontal.row(done, ring[done % ring.length]);
      }
      Arrays.fill(sums, HALF);
      for (int row = low; row < high; row++) {
        addWeighted(sums, vertical.weight(y, row - low), ring[row % ring.length]);
      }
      for (int i = 0; i < rowLength; i++) {
        out[y * rowLength + i] = (byte) clip(sums[i]);
      }
    }
  }

  private static void addWeighted(int[] sums, int weight, int[] row) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * row[i];
    }
  }

  private static int clip(int sum) {
    return Math.max(0, Math.min(255, sum >> Resampling.FRACTION_BITS));
  }

  /** Makes row y of the horizontally resized picture, cropped, one sample an int. */
  private interface Pass {
    void row(int y, int[] out);
  }

  private Pass horizontal() {
    if (frame.width() == width) {
      return this::copyRow;
    }
    Resampling columns = new Resampling(width, frame.width(), frame.left(), size);
    return bands == 3
        ? (y, out) -> resizeRgbRow(columns, y, out)
        : (y, out) -> resizeRow(columns, y, out);
  }

  private void copyRow(int y, int[] out) {
    int from = (y * width + (int) frame.left()) * bands;
    for (int i = 0; i < out.length; i++) {
      out[i] = samples[from + i] & 0xff;
    }
  }

  private void resizeRow(Resampling columns, int y, int[] out) {
    for (int x = 0; x < size; x++) {
      int from = (y * width + columns.first(x)) * bands;
      for (int band = 0; band < bands; band++) {
        int sum = HALF;
        for (int j = 0; j < columns.count(x); j++) {
          sum += columns.weight(x, j) * (samples[from + j * bands + band] & 0xff);
        }
        out[x * bands + band] = clip(sum);
      }
    }
  }

  /** The same as {@link #resizeRow} for three bands: each weight is read once. */
  private void resizeRgbRow(Resampling columns, int y, int[] out) {
    int[] weights = columns.weights();
    int stride = columns.widest();
    for (int x = 0; x < size; x++) {
      int from = (y * width + columns.first(x)) * 3;
      int weight = x * stride;
      int end = weight + columns.count(x);
      int red = HALF;
      int green = HALF;
      int blue = HALF;
      for (; weight < end; weight++, from += 3) {
        int k = weights[weight];
        red += k * (samples[from] & 0xff);
        green += k * (samples[from + 1] & 0xff);
        blue += k * (samples[from + 2] & 0xff);
      }
      out[3 * x] = clip(red);
      out[3 * x + 1] = clip(green);
      out[3 * x + 2] = clip(blue);
    }
  }
}
