package io.glimpse.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Decodes JPEG to gray, RGB or CMYK, refusing files that are cut off. */
final class JpegDecoder {

  private static final List<String> CUT_OFF =
      List.of("Truncated File", "Corrupt JPEG data: premature end of data segment");

  private final PlatformReaders readers;
  private final DecodeOptions options;

  JpegDecoder(PlatformReaders readers, DecodeOptions options) {
    this.readers = readers;
    this.options = options;
  }

  Image decode(Source source) throws IOException {
    JpegFile file = JpegFile.parse(source);
    Image picture = decode(source, file);
    return options.exifOrientation() ? picture.upright(file.orientation()) : picture;
  }

  /**
   * Decodes a strip or tile of a TIFF: its inks are not inverted, and it is not turned.
   *
   * @param file of {@link JpegFile#parse(Source, int)}
   */
  Image decodePart(Source source, JpegFile file) throws IOException {
    return decode(source, file);
  }

  private Image decode(Source source, JpegFile file) throws IOException {
    options.admit(source, "JPEG", file.width(), file.height());
    ImageReader reader = readers.jpeg(file.pictureOnly());
    try {
      Truncation truncation = new Truncation();
      reader.addIIOReadWarningListener(truncation);
      Image picture = read(reader, file);
      if (truncation.seen) {
        throw source.truncated(null);
      }
      return picture;
    } finally {
      reader.dispose();
    }
  }

  private static Image read(ImageReader reader, JpegFile file) throws IOException {
    int width = file.width();
    int height = file.height();
    return switch (file.components()) {
      case 1 -> Image.of(Image.Mode.GRAY, width, height, Samples.of(reader.readRaster(0, null)));
      case 3 -> Image.of(Image.Mode.RGB, width, height, rgb(reader, width, height));
      default -> {
        // Adobe stores inks inverted, and Pillow takes every CMYK file for one of Adobe's.
        byte[] samples = Samples.of(reader.readRaster(0, null));
        if (file.isYcck()) {
          inksOfYcck(samples);
        } else if (file.isInverted()) {
          invert(samples);
        }
        yield Image.of(Image.Mode.CMYK, width, height, samples);
      }
    };
  }

  /** Lets the decoder write RGB where it stays: a raster in the decoder's own order. */
  private static byte[] rgb(ImageReader reader, int width, int height) throws IOException {
    byte[] samples = new byte[3 * width * height];
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(samples, samples.length),
            width,
            height,
            3 * width,
            3,
            new int[] {0, 1, 2},
            null);
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            ComponentColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    ImageReadParam param = reader.getDefaultReadParam();
    param.setDestination(new BufferedImage(model, raster, false, null));
    reader.read(0, param);
    return samples;
  }

  private static void invert(byte[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) ~samples[i];
    }
  }

  /** JFIF's conversion in libjpeg's 16-bit fixed point; the inversions of both steps cancel. */
  private static void inksOfYcck(byte[] samples) {
    int half = 1 << 15;
    for (int i = 0; i < samples.length; i += 4) {
      int y = samples[i] & 0xff;
      int cb = (samples[i + 1] & 0xff) - 128;
      int cr = (samples[i + 2] & 0xff) - 128;
      samples[i] = clip(y + ((91881 * cr + half) >> 16));
      samples[i + 1] = clip(y + ((-22554 * cb - 46802 * cr + half) >> 16));
      samples[i + 2] = clip(y + ((116130 * cb + half) >> 16));
      samples[i + 3] = (byte) ~samples[i + 3];
    }
  }

  private static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }

  /** Notes whether the decoder met the end of the file too early, which it only warns of. */
  private static final class Truncation implements IIOReadWarningListener {

    private boolean seen;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      // Other warnings are common in files that every viewer shows.
      seen |= CUT_OFF.stream().anyMatch(warning::startsWith);
    }
  }
}
