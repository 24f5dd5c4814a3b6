package io.glimpse.image;

import java.io.IOException;

/**
 * Decodes the first picture of a TIFF to the mode that Pillow gives it: gray of 1 to 16 bits,
 * palettes, RGB and CMYK of 8 and 16 bits, alpha, in strips or tiles, in one plane or several.
 */
final class TiffDecoder {

  private final PlatformReaders readers;
  private final JpegDecoder jpeg;
  private final DecodeOptions options;

  TiffDecoder(PlatformReaders readers, JpegDecoder jpeg, DecodeOptions options) {
    this.readers = readers;
    this.jpeg = jpeg;
    this.options = options;
  }

  Image decode(Source source) throws IOException {
    if (source.has(0, "II+\0") || source.has(0, "MM\0+")) {
      throw source.refuse("BigTIFF is not supported; save it as a TIFF of less than 4 GiB");
    }
    TiffLayout layout = TiffLayout.read(source, options);
    TiffSegments segments = new TiffSegments(source, layout, readers, jpeg);
    Image picture = layout.bits() == 16 ? deep(layout, segments) : flat(layout, segments);
    return options.exifOrientation() ? picture.upright(layout.orientation()) : picture;
  }

  private static Image flat(TiffLayout layout, TiffSegments segments) throws IOException {
    int bits = layout.bits();
    int bands = layout.bands();
    byte[] samples = new byte[layout.width() * layout.height() * bands];
    for (int segment = 0; segment < layout.segments(); segment++) {
      byte[] data = segments.unpack(segment);
      int rows = Math.min(layout.rows(segment), layout.height() - layout.top(segment));
      int columns = Math.min(layout.segmentWidth(), layout.width() - layout.left(segment));
      for (int row = 0; row < rows; row++) {
        int from = row * layout.rowBytes();
        if (layout.predictor() == 2) {
          addUp(data, from, layout);
        }
        int to = place(layout, segment, row);
        if (bits < 8) {
          unpack(data, from, bits, samples, to, columns);
        } else if (layout.together() == bands) {
          System.arraycopy(data, from, samples, to, columns * bands);
        } else {
          copy(layout, segment, data, from, samples, to, columns);
        }
      }
    }
    return picture(layout, samples);
  }

  /** Where the first sample of a segment's row goes, of bands that stand together. */
  private static int place(TiffLayout layout, int segment, int row) {
    return ((layout.top(segment) + row) * layout.width() + layout.left(segment)) * layout.bands();
  }

  private static void addUp(byte[] data, int from, TiffLayout layout) {
    int together = layout.together();
    for (int i = from + together; i < from + layout.rowBytes(); i++) {
      data[i] += data[i - together];
    }
  }

  private static void unpack(
      byte[] data, int from, int bits, byte[] samples, int to, int columns) {
    int mask = (1 << bits) - 1;
    for (int x = 0; x < columns; x++) {
      int bit = x * bits;
      samples[to + x] = (byte) ((data[from + (bit >> 3)] >> (8 - bits - (bit & 7))) & mask);
    }
  }

  /** Of a plane, or of pixels with samples that mean nothing. */
  private static void copy(
      TiffLayout layout,
      int segment,
      byte[] data,
      int from,
      byte[] samples,
      int to,
      int columns) {
    int bands = layout.bands();
    int together = layout.together();
    int first = layout.band(segment);
    for (int band = first; band < Math.min(bands, first + together); band++) {
      for (int x = 0; x < columns; x++) {
        samples[to + x * bands + band] = data[from + x * together + band - first];
      }
    }
  }

  private Image deep(TiffLayout layout, TiffSegments segments) throws IOException {
    int bands = layout.bands();
    short[] samples = new short[layout.width() * layout.height() * bands];
    for (int segment = 0; segment < layout.segments(); segment++) {
      byte[] data = segments.unpack(segment);
      int rows = Math.min(layout.rows(segment), layout.height() - layout.top(segment));
      for (int row = 0; row < rows; row++) {
        deepRow(layout, segment, data, row, samples);
      }
    }
    DeepSamples deep = new DeepSamples(samples, bands, layout.colours().samples());
    return picture(layout, deep.toBytes(options.scale16()))
        .with(new Findings(false, deep.usedBits()));
  }

  private static void deepRow(
      TiffLayout layout, int segment, byte[] data, int row, short[] samples)
      throws ImageException {
    int bands = layout.bands();
    int together = layout.together();
    int first = layout.band(segment);
    int columns = Math.min(layout.segmentWidth(), layout.width() - layout.left(segment));
    int high = layout.isLittle() ? 1 : 0;
    boolean differences = layout.predictor() == 2;
    int from = row * layout.rowBytes();
    int to = place(layout, segment, row);
    int last = Math.min(bands, first + together);
    for (int band = first; band < last; band++) {
      int sum = 0;
      for (int x = 0; x < columns; x++) {
        int at = from + 2 * (x * together + band - first);
        int sample = ((data[at + high] & 0xff) << 8) | (data[at + 1 - high] & 0xff);
        sum = differences ? sum + sample : sample;
        samples[to + x * bands + band] = (short) sum;
      }
    }
  }

  private static Image picture(TiffLayout layout, byte[] samples) throws ImageException {
    int width = layout.width();
    int height = layout.height();
    boolean alpha = layout.extra() != TiffLayout.Extra.NONE;
    switch (layout.colours()) {
      case PALETTE -> {
        return Image.indexed(width, height, samples, layout.palette());
      }
      case WHITE_IS_ZERO, BLACK_IS_ZERO -> {
        toBlackIsZero(layout, samples);
        if (layout.bits() == 1) {
          return Image.bilevel(width, height, samples);
        }
        stretch(samples, layout.bits());
        return Image.of(
            alpha ? Image.Mode.GRAY_ALPHA : Image.Mode.GRAY, width, height, plain(layout, samples));
      }
      case CMYK -> {
        return Image.of(Image.Mode.CMYK, width, height, samples);
      }
      default -> {
        return Image.of(
            alpha ? Image.Mode.RGBA : Image.Mode.RGB, width, height, plain(layout, samples));
      }
    }
  }

  private static void toBlackIsZero(TiffLayout layout, byte[] samples) {
    if (layout.colours() == TiffColours.WHITE_IS_ZERO) {
      int most = (1 << Math.min(8, layout.bits())) - 1;
      for (int i = 0; i < samples.length; i += layout.bands()) {
        samples[i] = (byte) (most - (samples[i] & 0xff));
      }
    }
  }

  /** Gray of 2 or 4 bits, spread over 0 to 255. */
  private static void stretch(byte[] samples, int bits) {
    if (bits < 8) {
      int factor = 255 / ((1 << bits) - 1);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (byte) (samples[i] * factor);
      }
    }
  }

  /** Colours that are not multiplied with alpha; in place. */
  private static byte[] plain(TiffLayout layout, byte[] samples) {
    if (layout.extra() == TiffLayout.Extra.ASSOCIATED_ALPHA) {
      Colours.unpremultiply(samples, layout.bands());
    }
    return samples;
  }
}
