package io.glimpse.image;

import io.glimpse.file.Input;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An image that was decoded elsewhere.
 *
 * @param name what messages and answers call it
 */
public record DecodedImage(String name, Image picture) implements Input {

  private static final int OPAQUE = 0xff;

  /**
   * An image as a lossless file of it would be read: gray stays gray, indices stay indices, all
   * else is sRGB of 8 bits, with alpha where it is not opaque everywhere. Of gray of 16 bits the
   * upper byte is kept.
   *
   * @param image not modified; later changes are not seen
   */
  public static DecodedImage of(String name, BufferedImage image) {
    ColorModel colours = image.getColorModel();
    if (colours instanceof IndexColorModel indexed && indexed.getPixelSize() <= Byte.SIZE) {
      return new DecodedImage(name, indexed(image, indexed));
    }
    return new DecodedImage(name, isGray(colours) ? gray(image) : coloured(image));
  }

  private static Image indexed(BufferedImage image, IndexColorModel colours) {
    byte[] palette = new byte[3 * colours.getMapSize()];
    for (int i = 0; i < colours.getMapSize(); i++) {
      palette[3 * i] = (byte) colours.getRed(i);
      palette[3 * i + 1] = (byte) colours.getGreen(i);
      palette[3 * i + 2] = (byte) colours.getBlue(i);
    }
    Image opaque =
        Image.indexed(
            image.getWidth(), image.getHeight(), Samples.of(image.getRaster(), 1).clone(), palette);
    if (!colours.hasAlpha()) {
      return opaque;
    }
    byte[] alphas = new byte[colours.getMapSize()];
    colours.getAlphas(alphas);
    return opaque.withOpacity(alphas);
  }

  private static boolean isGray(ColorModel colours) {
    int type = colours.getTransferType();
    return colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
        && !(colours.hasAlpha() && colours.isAlphaPremultiplied());
  }

  /** The samples themselves: Java takes them for linear light and would make them brighter. */
  private static Image gray(BufferedImage image) {
    ColorModel colours = image.getColorModel();
    return Image.of(
        colours.hasAlpha() ? Image.Mode.GRAY_ALPHA : Image.Mode.GRAY,
        image.getWidth(),
        image.getHeight(),
        Samples.of(
                image.getRaster(),
                colours.getNumComponents(),
                Math.max(0, colours.getComponentSize(0) - Byte.SIZE))
            .clone());
  }

  private static Image coloured(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean alpha = image.getColorModel().hasAlpha();
    int bands = alpha ? 4 : 3;
    byte[] samples = new byte[Math.multiplyExact(Math.multiplyExact(width, height), bands)];
    int[] row = new int[width];
    boolean opaque = true;
    int to = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int pixel : row) {
        samples[to++] = (byte) (pixel >> 16);
        samples[to++] = (byte) (pixel >> 8);
        samples[to++] = (byte) pixel;
        if (alpha) {
          samples[to++] = (byte) (pixel >> 24);
          opaque &= pixel >>> 24 == OPAQUE;
        }
      }
    }
    return alpha && !opaque
        ? Image.of(Image.Mode.RGBA, width, height, samples)
        : Image.of(Image.Mode.RGB, width, height, alpha ? withoutAlpha(samples) : samples);
  }

  private static byte[] withoutAlpha(byte[] samples) {
    byte[] colours = new byte[samples.length / 4 * 3];
    for (int from = 0, to = 0; from < samples.length; from += 4, to += 3) {
      System.arraycopy(samples, from, colours, to, 3);
    }
    return colours;
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  /** Its mode, size, palette and samples: not a file, but what tells its content from others. */
  @Override
  public byte[] bytes() {
    byte[] samples = picture.samples();
    byte[] palette = picture.mode() == Image.Mode.INDEXED ? picture.palette() : new byte[0];
    byte[] mode = picture.mode().name().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(mode.length + 2 * Integer.BYTES + palette.length + samples.length)
        .put(mode)
        .putInt(picture.width())
        .putInt(picture.height())
        .put(palette)
        .put(samples)
        .array();
  }

  @Override
  public String toString() {
    return name + " (" + picture.width() + "x" + picture.height() + ")";
  }
}
