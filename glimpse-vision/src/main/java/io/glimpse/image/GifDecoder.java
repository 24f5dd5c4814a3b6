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
    Image picture = picture(file, indices);
    return file.isTransparent() ? transparent(file, picture) : picture;
  }

  private static Image picture(GifFile file, byte[] indices) throws ImageException {
    byte[] palette = file.palette();
    return palette == null
        ? Image.of(Image.Mode.GRAY, file.width(), file.height(), indices)
        : Image.indexed(file.width(), file.height(), indices, palette);
  }

  /** With one of its colours transparent; grays stay grays where no background is wanted. */
  private Image transparent(GifFile file, Image picture) throws ImageException {
    byte[] opacity = new byte[256];
    Arrays.fill(opacity, (byte) 255);
    opacity[file.background() & 0xff] = 0;
    if (picture.mode() == Image.Mode.INDEXED) {
      return picture.withOpacity(opacity);
    }
    Image indexed =
        Image.indexed(file.width(), file.height(), picture.samples(), GrayRamp.whole())
            .withOpacity(opacity);
    return options.background() != null ? indexed : picture.with(Transparency.find(indexed));
  }

  private byte[] frame(Source source, GifFile file) throws IOException {
    ImageReader reader = readers.gif(file.frameOnly());
    try {
      Progress progress = new Progress();
      reader.addIIOReadWarningListener(progress);
      reader.addIIOReadUpdateListener(progress);
      byte[] indices = Samples.of(reader.read(0).getRaster(), 1);
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
