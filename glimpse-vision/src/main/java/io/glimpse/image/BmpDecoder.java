package io.glimpse.image;

import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;

/** Decodes BMP to gray, RGB, RGBA or palette indices. */
final class BmpDecoder {

  private final PlatformReaders readers;
  private final DecodeOptions options;

  BmpDecoder(PlatformReaders readers, DecodeOptions options) {
    this.readers = readers;
    this.options = options;
  }

  Image decode(Source source) throws IOException {
    BmpFile file = BmpFile.parse(source, options);
    ImageReader reader = readers.bmp(file.withPlainHeader());
    try {
      Raster raster = reader.read(0).getRaster();
      return file.isIndexed() ? indexed(file, raster) : direct(file, raster);
    } finally {
      reader.dispose();
    }
  }

  private static Image indexed(BmpFile file, Raster raster) {
    byte[] indices = Samples.of(raster, 1);
    return GrayRamp.is(file.palette())
        ? Image.of(Image.Mode.GRAY, file.width(), file.height(), indices)
        : Image.indexed(file.width(), file.height(), indices, file.palette());
  }

  private static Image direct(BmpFile file, Raster raster) {
    Image.Mode mode = file.hasAlpha() ? Image.Mode.RGBA : Image.Mode.RGB;
    byte[] samples = Samples.of(raster, mode.bands(), 0);
    for (int band = 0; band < mode.bands(); band++) {
      int largest = file.largest(band);
      for (int i = band; largest != 255 && i < samples.length; i += mode.bands()) {
        samples[i] = (byte) ((samples[i] & 0xff) * 255 / largest);
      }
    }
    return Image.of(mode, file.width(), file.height(), samples);
  }
}
