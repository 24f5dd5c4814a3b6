package io.glimpse.image;

import java.util.Arrays;

/**
 * Pillow's filtered resize of interleaved 8-bit samples, restricted to a part of the result.
 *
 * <p>One pass comes first and is rounded to 8 bits, then the other; an axis whose length does not
 * change is copied. The horizontal one is the first but where a picture loses more of its height;
 * its rows live in a ring that is only as high as the vertical filter, whatever the size of the
 * picture.
 */
final class AntialiasedResize {

  private static final int HALF = 1 << (Resampling.FRACTION_BITS - 1);

  private final byte[] samples;
  private final int width;
  private final int height;
  private final int bands;
  private final Filter filter;
  private final Frame frame;
  private final int columns;
  private final int rows;

  /**
   * A resize that has not run yet.
   *
   * @param samples {@code [height, width, bands]}; not modified
   * @param frame whose part lies within what is resized
   * @param columns of the part
   * @param rows of the part
   */
  AntialiasedResize(
      byte[] samples,
      int width,
      int height,
      int bands,
      Filter filter,
      Frame frame,
      int columns,
      int rows) {
    this.samples = samples;
    this.width = width;
    this.height = height;
    this.bands = bands;
    this.filter = filter;
    this.frame = frame;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * The part, the vertical pass first: where Pillow from 13 on finds that {@link Frame#flattens}.
   *
   * @return {@code [rows, columns, bands]}
   */
  byte[] cropRowsFirst() {
    Resampling vertical = new Resampling(filter, height, frame.height(), frame.top(), rows);
    int rowLength = width * bands;
    byte[] low = new byte[Math.multiplyExact(rows, rowLength)];
    int[] sums = new int[rowLength];
    for (int y = 0; y < rows; y++) {
      Arrays.fill(sums, HALF);
      for (int j = 0; j < vertical.count(y); j++) {
        addWeighted(sums, vertical.weight(y, j), (vertical.first(y) + j) * rowLength);
      }
      for (int i = 0; i < rowLength; i++) {
        low[y * rowLength + i] = (byte) clip(sums[i]);
      }
    }
    Frame across = new Frame(frame.width(), rows, frame.left(), 0);
    return new AntialiasedResize(low, width, rows, bands, filter, across, columns, rows).crop();
  }

  private void addWeighted(int[] sums, int weight, int from) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * at(from + i);
    }
  }

  /** The part, the horizontal pass first, {@code [rows, columns, bands]}. */
  byte[] crop() {
    byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(rows, columns), bands)];
    if (frame.height() == height) {
      copyRows(out);
    } else {
      resizeRows(out);
    }
    return out;
  }

  private void copyRows(byte[] out) {
    Pass horizontal = horizontal();
    int[] row = new int[columns * bands];
    for (int y = 0; y < rows; y++) {
      horizontal.row((int) frame.top() + y, row);
      for (int i = 0; i < row.length; i++) {
        out[y * row.length + i] = (byte) row[i];
      }
    }
  }

  private void resizeRows(byte[] out) {
    Pass horizontal = horizontal();
    Resampling vertical = new Resampling(filter, height, frame.height(), frame.top(), rows);
    int rowLength = columns * bands;
    int[][] ring = new int[vertical.widest()][rowLength];
    int[] sums = new int[rowLength];
    int done = vertical.first(0);
    for (int y = 0; y < rows; y++) {
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

  /** To 0..255. One branch that is rarely taken is faster here than min and max. */
  private static int clip(int sum) {
    int value = sum >> Resampling.FRACTION_BITS;
    return (value & ~0xff) == 0 ? value : ~(value >> 31) & 0xff;
  }

  /** Makes row y of the horizontally resized picture, cropped, one sample an int. */
  private interface Pass {
    void row(int y, int[] out);
  }

  private Pass horizontal() {
    if (frame.width() == width) {
      return this::copyRow;
    }
    Resampling across = new Resampling(filter, width, frame.width(), frame.left(), columns);
    return bands == 3
        ? (y, out) -> resizeRgbRow(across, y, out)
        : (y, out) -> resizeRow(across, y, out);
  }

  private void copyRow(int y, int[] out) {
    int from = (y * width + (int) frame.left()) * bands;
    for (int i = 0; i < out.length; i++) {
      out[i] = at(from + i);
    }
  }

  private void resizeRow(Resampling across, int y, int[] out) {
    for (int x = 0; x < columns; x++) {
      int from = (y * width + across.first(x)) * bands;
      for (int band = 0; band < bands; band++) {
        int sum = HALF;
        for (int j = 0; j < across.count(x); j++) {
          sum += across.weight(x, j) * at(from + j * bands + band);
        }
        out[x * bands + band] = clip(sum);
      }
    }
  }

  /**
   * The same as {@link #resizeRow} for three bands: each weight is read once, and the first four
   * pixels, which are all there are where a picture is enlarged, are added without a loop.
   */
  private void resizeRgbRow(Resampling across, int y, int[] out) {
    int[] weights = across.weights();
    for (int x = 0; x < columns; x++) {
      int from = (y * width + across.first(x)) * 3;
      int weight = x * across.widest();
      int end = weight + across.count(x);
      int red = HALF;
      int green = HALF;
      int blue = HALF;
      if (end - weight >= 4) {
        int k0 = weights[weight];
        int k1 = weights[weight + 1];
        int k2 = weights[weight + 2];
        int k3 = weights[weight + 3];
        red += k0 * at(from) + k1 * at(from + 3) + k2 * at(from + 6) + k3 * at(from + 9);
        green += k0 * at(from + 1) + k1 * at(from + 4) + k2 * at(from + 7) + k3 * at(from + 10);
        blue += k0 * at(from + 2) + k1 * at(from + 5) + k2 * at(from + 8) + k3 * at(from + 11);
        weight += 4;
        from += 12;
      }
      for (; weight < end; weight++, from += 3) {
        int k = weights[weight];
        red += k * at(from);
        green += k * at(from + 1);
        blue += k * at(from + 2);
      }
      out[3 * x] = clip(red);
      out[3 * x + 1] = clip(green);
      out[3 * x + 2] = clip(blue);
    }
  }

  private int at(int index) {
    return samples[index] & 0xff;
  }
}
