package io.glimpse.image;

import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The decoders that come with the JDK, whatever other ones are on the class path.
 *
 * <p>Plug-ins register ahead of the JDK's own and decode to other samples, so a reader is chosen by
 * its class's package and never by {@link ImageIO}'s order.
 */
final class PlatformReaders {

  private static final String PACKAGE = "com.sun.imageio.plugins.";

  private final ImageReaderSpi jpeg = provider("jpeg");
  private final ImageReaderSpi png = provider("png");
  private final ImageReaderSpi gif = provider("gif");
  private final ImageReaderSpi bmp = provider("bmp");
  private final ImageReaderSpi tiff = provider("tiff");

  private static ImageReaderSpi provider(String format) {
    Iterator<ImageReaderSpi> providers =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
    while (providers.hasNext()) {
      ImageReaderSpi provider = providers.next();
      if (provider.getClass().getName().startsWith(PACKAGE + format + ".")) {
        return provider;
      }
    }
    throw new IllegalStateException("this Java runtime has no " + format + " decoder");
  }

  ImageReader jpeg(byte[] bytes) throws IOException {
    return open(jpeg, bytes);
  }

  ImageReader png(byte[] bytes) throws IOException {
    return open(png, bytes);
  }

  ImageReader gif(byte[] bytes) throws IOException {
    return open(gif, bytes);
  }

  ImageReader bmp(byte[] bytes) throws IOException {
    return open(bmp, bytes);
  }

  ImageReader tiff(byte[] bytes) throws IOException {
    return open(tiff, bytes);
  }

  /** A new reader that skips metadata; the caller disposes of it. */
  private static ImageReader open(ImageReaderSpi provider, byte[] bytes) throws IOException {
    ImageReader reader = provider.createReaderInstance();
    reader.setInput(new ByteImageStream(bytes), true, true);
    return reader;
  }
}
