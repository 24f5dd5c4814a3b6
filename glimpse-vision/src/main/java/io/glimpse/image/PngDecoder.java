package io.glimpse.image;

import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;

/** Decodes PNG of every colour type and bit depth to the modes that Pillow gives them. */
final class PngDecoder {

  private static final byte[] BLACK_AND_WHITE = {0, 0, 0, -1, -1, -1};

  private final PlatformReaders readers;
  private final DecodeOptions options;

  PngDecoder(PlatformReaders readers, DecodeOptions options) {
    this.readers = readers;
    this.options = options;
  }

  Image decode(Source source) throws IOException {
    PngFile file = PngFile.parse(source, options);
    ImageReader reader = readers.png(file.pictureOnly());
    try {
      Image picture = picture(source, file, reader.read(0).getRaster());
      return options.exifOrientation() ? picture.upright(file.orientation()) : picture;
    } finally {
      reader.dispose();
    }
  }

  private static Image picture(Source source, PngFile file, Raster raster) throws IOException {
    int width = file.width();
    int height = file.height();
    int depth = file.bitDepth();
    // Of 16 bits the upper 8 are kept. Pillow does so too, except for plain gray, which it clips
    // at 255, so that almost everything is white.
    int shift = depth == 16 ? 8 : 0;
    return switch (file.colourType()) {
      case PngFile.GRAY -> {
        byte[] samples = Samples.of(raster, 1, shift);
        if (depth == 1) {
          yield Image.indexed(width, height, samples, BLACK_AND_WHITE);
        }
        yield Image.of(Image.Mode.GRAY, width, height, stretched(samples, depth));
      }
      case PngFile.PALETTE ->
          Image.indexed(width, height, Samples.of(raster, 1, 0), file.palette());
      case PngFile.GRAY_ALPHA ->
          Image.of(Image.Mode.GRAY_ALPHA, width, height, Samples.of(raster, 2, shift));
      case PngFile.RGB -> Image.of(Image.Mode.RGB, width, height, Samples.of(raster, 3, shift));
      case PngFile.RGBA -> Image.of(Image.Mode.RGBA, width, height, Samples.of(raster, 4, shift));
      default -> throw source.damaged("PNG", null);
    };
  }

  /** Gray of 2 or 4 bits, spread over 0 to 255. */
  private static byte[] stretched(byte[] samples, int depth) {
    if (depth < 8) {
      int factor = 255 / ((1 << depth) - 1);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (byte) (samples[i] * factor);
      }
    }
    return samples;
  }
}
