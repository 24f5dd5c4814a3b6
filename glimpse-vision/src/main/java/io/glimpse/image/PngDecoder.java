package io.glimpse.image;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;

/** Decodes PNG of every colour type and bit depth to the modes that Pillow gives them. */
final class PngDecoder {

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
      Raster raster = reader.read(0).getRaster();
      Image picture = picture(source, file, raster);
      int[] transparent = file.transparentColour();
      if (transparent.length > 0) {
        picture = transparent(picture, raster, transparent);
      }
      return options.exifOrientation() ? picture.upright(file.orientation()) : picture;
    } finally {
      reader.dispose();
    }
  }

  private Image picture(Source source, PngFile file, Raster raster) throws IOException {
    int width = file.width();
    int height = file.height();
    int depth = file.bitDepth();
    return switch (file.colourType()) {
      case PngFile.GRAY -> {
        if (depth == 1) {
          yield Image.bilevel(width, height, Samples.of(raster, 1));
        }
        // Pillow clips plain gray of 16 bits at 255, so that almost everything is white.
        yield depth == 16
            ? deep(Image.Mode.GRAY, 1, raster)
            : Image.of(Image.Mode.GRAY, width, height, stretched(Samples.of(raster, 1), depth));
      }
      case PngFile.PALETTE -> {
        Image indexed = Image.indexed(width, height, Samples.of(raster, 1), file.palette());
        yield file.opacity().length == 0 ? indexed : indexed.withOpacity(file.opacity());
      }
      case PngFile.GRAY_ALPHA -> picture(Image.Mode.GRAY_ALPHA, 1, depth, raster);
      case PngFile.RGB -> picture(Image.Mode.RGB, 3, depth, raster);
      case PngFile.RGBA -> picture(Image.Mode.RGBA, 3, depth, raster);
      default -> throw source.damaged("PNG", null);
    };
  }

  private Image picture(Image.Mode mode, int colours, int depth, Raster raster) {
    return depth == 16
        ? deep(mode, colours, raster)
        : Image.of(mode, raster.getWidth(), raster.getHeight(), Samples.of(raster, mode.bands()));
  }

  private Image deep(Image.Mode mode, int colours, Raster raster) {
    DeepSamples deep = new DeepSamples(Samples.deep(raster, mode.bands()), mode.bands(), colours);
    byte[] samples = deep.toBytes(options.scaling());
    return Image.of(mode, raster.getWidth(), raster.getHeight(), samples)
        .with(new Findings(false, deep.usedBits()));
  }

  /**
   * With the one colour that is transparent, which CLIP's RGB ignores: the picture keeps its mode
   * where no background is wanted.
   */
  private Image transparent(Image picture, Raster raster, int[] colour) {
    if (picture.mode() == Image.Mode.INDEXED) {
      return picture.withOpacity(colour[0] == 0 ? new byte[] {0} : new byte[] {-1, 0});
    }
    Image seeThrough = picture.withAlpha(alpha(raster, colour));
    return options.background() != null
        ? seeThrough
        : picture.with(Transparency.find(seeThrough).and(picture.findings()));
  }

  private static byte[] alpha(Raster raster, int[] colour) {
    int width = raster.getWidth();
    byte[] alpha = new byte[width * raster.getHeight()];
    int[] row = new int[width * colour.length];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int from = x * colour.length;
        boolean same = Arrays.equals(row, from, from + colour.length, colour, 0, colour.length);
        alpha[y * width + x] = (byte) (same ? 0 : 255);
      }
    }
    return alpha;
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
