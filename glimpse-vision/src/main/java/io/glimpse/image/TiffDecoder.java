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
    TiffDirectory directory = TiffDirectory.first(source);
    TiffFormat format = TiffFormat.read(source, directory, options);
    TiffGrid grid = new TiffGrid(source, directory, format);
    TiffSegments segments = new TiffSegments(source, format, grid, readers, jpeg);
    TiffRows rows = new TiffRows(format, grid);
    Image picture;
    if (format.bits() == 16) {
      short[] samples = new short[format.width() * format.height() * format.bands()];
      for (int segment = 0; segment < grid.segments(); segment++) {
        rows.copyDeep(segment, segments.unpack(segment), samples);
      }
      DeepSamples deep = new DeepSamples(samples, format.bands(), format.colours().samples());
      picture =
          picture(format, deep.toBytes(options.scaling()))
              .with(new Findings(false, deep.usedBits()));
    } else {
      byte[] samples = new byte[format.width() * format.height() * format.bands()];
      for (int segment = 0; segment < grid.segments(); segment++) {
        rows.copy(segment, segments.unpack(segment), samples);
      }
      picture = picture(format, samples);
    }
    return options.exifOrientation() ? picture.upright(format.orientation()) : picture;
  }

  /** The picture of samples of 8 bits, or of fewer in a byte each, which may be changed. */
  private static Image picture(TiffFormat format, byte[] samples) throws ImageException {
    int width = format.width();
    int height = format.height();
    boolean alpha = format.extra() != TiffFormat.Extra.NONE;
    if (format.extra() == TiffFormat.Extra.ASSOCIATED_ALPHA) {
      Colours.unpremultiply(samples, format.bands());
    }
    switch (format.colours()) {
      case PALETTE -> {
        return Image.indexed(width, height, samples, format.palette());
      }
      case WHITE_IS_ZERO, BLACK_IS_ZERO -> {
        if (format.colours() == TiffColours.WHITE_IS_ZERO) {
          invert(samples, format);
        }
        if (format.bits() == 1) {
          return Image.bilevel(width, height, samples);
        }
        stretch(samples, format.bits());
        return Image.of(alpha ? Image.Mode.GRAY_ALPHA : Image.Mode.GRAY, width, height, samples);
      }
      case CMYK -> {
        return Image.of(Image.Mode.CMYK, width, height, samples);
      }
      default -> {
        return Image.of(alpha ? Image.Mode.RGBA : Image.Mode.RGB, width, height, samples);
      }
    }
  }

  /** Makes 0 black, where it was white. */
  private static void invert(byte[] samples, TiffFormat format) {
    int white = (1 << Math.min(8, format.bits())) - 1;
    for (int i = 0; i < samples.length; i += format.bands()) {
      samples[i] = (byte) (white - (samples[i] & 0xff));
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
}
