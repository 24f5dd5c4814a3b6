package io.glimpse.image;

/** Puts the rows of unpacked strips and tiles of a TIFF to their places in the picture. */
final class TiffRows {

  private final TiffFormat format;
  private final TiffGrid grid;
  private final int bands;
  private final int together;

  TiffRows(TiffFormat format, TiffGrid grid) {
    this.format = format;
    this.grid = grid;
    this.bands = format.bands();
    this.together = format.together();
  }

  /**
   * Takes a segment of 1 to 8 bits a sample.
   *
   * @param data its rows as they are stored; changed where they hold differences
   * @param samples of the picture, {@code [height, width, bands]}, a byte each
   */
  void copy(int segment, byte[] data, byte[] samples) {
    int columns = grid.shownColumns(segment);
    for (int row = 0; row < grid.shownRows(segment); row++) {
      int from = row * grid.rowBytes();
      int to = place(segment, row);
      if (format.isOfDifferences()) {
        addUp(data, from);
      }
      if (format.bits() < 8) {
        unpack(data, from, samples, to, columns);
      } else if (together == bands) {
        System.arraycopy(data, from, samples, to, columns * bands);
      } else {
        pick(segment, data, from, samples, to);
      }
    }
  }

  /** Where the first sample of a segment's row goes. */
  private int place(int segment, int row) {
    return ((grid.top(segment) + row) * format.width() + grid.left(segment)) * bands;
  }

  private void addUp(byte[] data, int from) {
    for (int i = from + together; i < from + grid.rowBytes(); i++) {
      data[i] = (byte) (data[i] + data[i - together]);
    }
  }

  private void unpack(byte[] data, int from, byte[] samples, int to, int columns) {
    int bits = format.bits();
    int mask = (1 << bits) - 1;
    for (int x = 0; x < columns; x++) {
      int bit = x * bits;
      samples[to + x] = (byte) ((data[from + (bit >> 3)] >> (8 - bits - (bit & 7))) & mask);
    }
  }

  /** Of a plane, or of pixels with samples that mean nothing. */
  private void pick(int segment, byte[] data, int from, byte[] samples, int to) {
    int columns = grid.shownColumns(segment);
    int first = grid.band(segment);
    for (int band = first; band < Math.min(bands, first + together); band++) {
      for (int x = 0; x < columns; x++) {
        samples[to + x * bands + band] = data[from + x * together + band - first];
      }
    }
  }

  /**
   * Takes a segment of 16 bits a sample.
   *
   * @param data its rows as they are stored
   * @param samples of the picture, {@code [height, width, bands]}
   */
  void copyDeep(int segment, byte[] data, short[] samples) {
    int columns = grid.shownColumns(segment);
    int first = grid.band(segment);
    int high = format.isLittle() ? 1 : 0;
    for (int row = 0; row < grid.shownRows(segment); row++) {
      int from = row * grid.rowBytes();
      int to = place(segment, row);
      for (int band = first; band < Math.min(bands, first + together); band++) {
        int before = 0;
        for (int x = 0; x < columns; x++) {
          int at = from + 2 * (x * together + band - first);
          int stored = ((data[at + high] & 0xff) << 8) | (data[at + 1 - high] & 0xff);
          before = format.isOfDifferences() ? before + stored : stored;
          samples[to + x * bands + band] = (short) before;
        }
      }
    }
  }
}
