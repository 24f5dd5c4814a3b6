package io.glimpse.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;

/** Decodes WebP, of animations the first frame, with libwebp. */
final class WebpDecoder {

  private final DecodeOptions options;

  WebpDecoder(DecodeOptions options) {
    this.options = options;
  }

  Image decode(Source source) throws IOException {
    WebpFile file = WebpFile.parse(source);
    options.admit(source, "WebP", file.width(), file.height());
    WebpFile.Animated animated = file.animated();
    Image picture =
        animated == null
            ? still(source, file.width(), file.height())
            : onCanvas(
                file, animated, still(animated.still(), animated.width(), animated.height()));
    return options.exifOrientation() ? picture.upright(file.orientation()) : picture;
  }

  /** Decodes a file that holds one picture, which has to have the size that was judged. */
  private static Image still(Source source, int width, int height) throws IOException {
    try {
      // A reader remembers its first picture, so each gets its own.
      ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
      try {
        reader.setInput(new ByteImageStream(source.bytes()), true, true);
        if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
          throw source.damaged("WebP", null);
        }
        Raster raster = reader.read(0).getRaster();
        Image.Mode mode = raster.getNumBands() == 4 ? Image.Mode.RGBA : Image.Mode.RGB;
        return Image.of(mode, width, height, Samples.of(raster));
      } finally {
        reader.dispose();
      }
    } catch (LinkageError e) {
      throw new ImageException(
          source.name() + ": WebP is not supported here, its native library does not load", e);
    }
  }

  private static Image onCanvas(WebpFile file, WebpFile.Animated frame, Image picture) {
    Image.Mode mode = file.hasAlpha() ? Image.Mode.RGBA : Image.Mode.RGB;
    int bands = picture.mode().bands();
    byte[] canvas = new byte[file.width() * file.height() * mode.bands()];
    for (int y = 0; y < frame.height(); y++) {
      int from = y * frame.width() * bands;
      int to = ((frame.top() + y) * file.width() + frame.left()) * mode.bands();
      for (int x = 0; x < frame.width(); x++, from += bands, to += mode.bands()) {
        System.arraycopy(picture.samples(), from, canvas, to, 3);
        if (mode == Image.Mode.RGBA) {
          canvas[to + 3] = bands == 4 ? picture.samples()[from + 3] : (byte) 255;
        }
      }
    }
    return Image.of(mode, file.width(), file.height(), canvas);
  }
}
