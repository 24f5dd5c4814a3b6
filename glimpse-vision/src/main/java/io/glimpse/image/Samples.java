package io.glimpse.image;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/** Takes 8-bit interleaved samples out of a decoder's raster. */
final class Samples {

  private Samples() {}

  /** All bands. */
  static byte[] of(Raster raster) {
    return of(raster, raster.getNumBands(), 0);
  }

  /**
   * The first bands of every pixel.
   *
   * @param shift how many low bits every sample loses
   * @return {@code [height, width, bands]}; the raster's own storage where it is laid out so
   */
  static byte[] of(Raster raster, int bands, int shift) {
    if (shift == 0 && isPlain(raster, bands)) {
      return ((DataBufferByte) raster.getDataBuffer()).getData();
    }
    int width = raster.getWidth();
    byte[] samples = new byte[width * raster.getHeight() * bands];
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      for (int band = 0; band < bands; band++) {
        raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
        int to = y * width * bands + band;
        for (int x = 0; x < width; x++, to += bands) {
          samples[to] = (byte) (row[x] >> shift);
        }
      }
    }
    return samples;
  }

  /** The first bands of every pixel, 8 bits each. */
  static byte[] of(Raster raster, int bands) {
    return of(raster, bands, 0);
  }

  /**
   * The first bands of every pixel, 16 bits each.
   *
   * @return {@code [height, width, bands]}
   */
  static short[] deep(Raster raster, int bands) {
    int width = raster.getWidth();
    short[] samples = new short[width * raster.getHeight() * bands];
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      for (int band = 0; band < bands; band++) {
        raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
        int to = y * width * bands + band;
        for (int x = 0; x < width; x++, to += bands) {
          samples[to] = (short) row[x];
        }
      }
    }
    return samples;
  }

  private static boolean isPlain(Raster raster, int bands) {
    if (!(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
        || !(raster.getDataBuffer() instanceof DataBufferByte buffer)) {
      return false;
    }
    int[] offsets = model.getBandOffsets();
    for (int band = 0; band < offsets.length; band++) {
      if (offsets[band] != band) {
        return false;
      }
    }
    return offsets.length == bands
        && model.getPixelStride() == bands
        && model.getScanlineStride() == bands * raster.getWidth()
        && raster.getParent() == null
        && buffer.getOffset() == 0
        && buffer.getSize() == raster.getWidth() * raster.getHeight() * bands;
  }
}
