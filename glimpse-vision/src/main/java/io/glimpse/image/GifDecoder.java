package io.glimpse.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;
import javax.imageio.event.IIOReadWarningListener;

/** Decodes the first frame of a GIF, placed on its logical screen. */
final class GifDecoder {

  private final PlatformReaders readers;
  private final DecodeOptions options;

  GifDecoder(PlatformReaders readers, DecodeOptions options) {
    this.readers = readers;
    this.options = options;
  }

  Image decode(Source source) throws IOException {
    GifFile file = GifFile.parse(source);
    options.admit(source, "GIF", file.frameWidth(), file.frameHeight());
    options.admit(source, "GIF", file.width(), file.height());
    byte[] indices = onScreen(file, frame(source, file));
    byte[] palette = file.palette();
    return palette == null
        ? Image.of(Image.Mode.GRAY, file.width(), file.height(), indices)
        : Image.indexed(file.width(), file.height(), indices, palette);
  }

  private byte[] frame(Source source, GifFile file) throws IOException {
    ImageReader reader = readers.gif(file.frameOnly());
    try {
      Progress progress = new Progress();
      reader.addIIOReadWarningListener(progress);
      reader.addIIOReadUpdateListener(progress);
      byte[] indices = Samples.of(reader.read(0).getRaster(), 1, 0);
      if (progress.warned) {
        throw source.damaged("GIF", null);
      }
      if (progress.rows < file.frameHeight()) {
        throw source.refuse(
            "the GIF data are truncated, they end after %d of %d rows",
            progress.rows, file.frameHeight());
      }
      return indices;
    } finally {
      reader.dispose();
    }
  }

  private static byte[] onScreen(GifFile file, byte[] frame) throws ImageException {
    if (frame.length == file.width() * file.height()) {
      return frame;
    }
    byte[] screen = new byte[file.width() * file.height()];
    Arrays.fill(screen, file.background());
    for (int y = 0; y < file.frameHeight(); y++) {
      System.arraycopy(
          frame,
          y * file.frameWidth(),
          screen,
          (file.top() + y) * file.width() + file.left(),
          file.frameWidth());
    }
    return screen;
  }

  /** Counts finished rows, because the decoder is silent about data that end early. */
  private static final class Progress implements IIOReadWarningListener, IIOReadUpdateListener {

    private boolean warned;
    private int rows;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      warned = true;
    }

    @Override
    public void imageUpdate(
        ImageReader source,
        BufferedImage image,
        int minX,
        int minY,
        int width,
        int height,
        int periodX,
        int periodY,
        int[] bands) {
      rows += height;
    }

    @Override
    public void passStarted(
        ImageReader source,
        BufferedImage image,
        int pass,
        int minPass,
        int maxPass,
        int minX,
        int minY,
        int periodX,
        int periodY,
        int[] bands) {}

    @Override
    public void passComplete(ImageReader source, BufferedImage image) {}

    @Override
    public void thumbnailPassStarted(
        ImageReader source,
        BufferedImage thumbnail,
        int pass,
        int minPass,
        int maxPass,
        int minX,
        int minY,
        int periodX,
        int periodY,
        int[] bands) {}

    @Override
    public void thumbnailUpdate(
        ImageReader source,
        BufferedImage thumbnail,
        int minX,
        int minY,
        int width,
        int height,
        int periodX,
        int periodY,
        int[] bands) {}

    @Override
    public void thumbnailPassComplete(ImageReader source, BufferedImage thumbnail) {}
  }
}
