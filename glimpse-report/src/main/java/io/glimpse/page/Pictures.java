package io.glimpse.page;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The pictures of a page, each embedded once however often it is shown: a picture is a CSS class
 * with a background.
 */
public final class Pictures {

  /** Pixels a side of the largest pictures that are embedded. */
  public static final int LARGEST = 224;

  private static final float JPEG_QUALITY = 0.85f;

  private final Map<Key, Entry> entries = new LinkedHashMap<>();

  private record Key(Crop crop, int limit) {}

  private record Entry(String name, String uri) {}

  /** No picture yet. */
  public Pictures() {}

  /** The CSS class that shows a picture, shrunk to at most {@code limit} pixels a side. */
  public String styleOf(Crop crop, int limit) {
    return entries
        .computeIfAbsent(
            new Key(crop, limit),
            key -> new Entry("i" + entries.size(), uri("jpeg", jpeg(shrunk(crop, limit)))))
        .name();
  }

  /** The rules of all classes handed out. */
  public String css() {
    StringBuilder css = new StringBuilder();
    for (Entry entry : entries.values()) {
      css.append('.').append(entry.name());
      css.append("{background-image:url(").append(entry.uri()).append(")}\n");
    }
    return css.toString();
  }

  /** A picture as a data URI that keeps every pixel. */
  public static String pngUri(BufferedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(png)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return uri("png", png.toByteArray());
  }

  private static String uri(String type, byte[] bytes) {
    return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static BufferedImage shrunk(Crop crop, int limit) {
    BufferedImage image =
        new BufferedImage(crop.width(), crop.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < crop.height(); y++) {
      for (int x = 0; x < crop.width(); x++) {
        image.setRGB(x, y, crop.pixel(x, y));
      }
    }
    while (Math.max(image.getWidth(), image.getHeight()) > limit) {
      image = shrunk(image, least(image.getWidth(), limit), least(image.getHeight(), limit));
    }
    return image;
  }

  /** Half of a side, but not less than the limit where it is above. */
  private static int least(int side, int limit) {
    return Math.max(Math.min(side, limit), (side + 1) / 2);
  }

  /** Bilinear, which sees every pixel as long as it at most halves. */
  private static BufferedImage shrunk(BufferedImage image, int width, int height) {
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return small;
  }

  private static byte[] jpeg(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(jpeg)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(JPEG_QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return jpeg.toByteArray();
  }
}
