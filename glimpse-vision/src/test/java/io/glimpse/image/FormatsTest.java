package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.fixture.Shared;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kinds of files that the reference pictures leave out. */
class FormatsTest {

  private static final int WIDTH = 13;
  private static final int HEIGHT = 7;
  private static final byte[] GRAYS_OF_2_BITS = {0, 85, (byte) 170, (byte) 255};
  private static final byte[] COLOURS = {9, 8, 7, 60, 50, 40, 3, 30, 33, 90, 0, 99};

  private final ImageDecoder reader = new ImageDecoder();

  @Test
  void interlacedPngEqualsThePlainOne() throws IOException {
    BufferedImage image = colourful();
    Image plain = reader.read("plain.png", encoded(image, "png", null, false));
    Image interlaced = reader.read("adam7.png", encoded(image, "png", null, true));
    assertThat(interlaced.samples()).isEqualTo(plain.samples());
    assertThat(plain.samples()).startsWith(0, 0, 200, 19, 0, 200);
  }

  @Test
  void grayPngOfTwoBitsIsSpreadOverTheWholeRange() throws IOException {
    byte[] png = encoded(indexed(2, GRAYS_OF_2_BITS, GRAYS_OF_2_BITS, GRAYS_OF_2_BITS), "png");
    assertThat(png[25]).as("colour type").isZero();
    Image picture = reader.read("gray2.png", png);
    assertThat(picture).hasToString("13x7 GRAY");
    assertThat(picture.samples()).startsWith(0, 85, 170, 255, 0, 85);
  }

  @Test
  void pngOf16BitsKeepsTheUpperByte() throws IOException {
    BufferedImage gray = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
    gray.getRaster().setSample(1, 0, 0, 0x1234);
    gray.getRaster().setSample(2, 0, 0, 0xfeff);
    assertThat(reader.read("gray16.png", encoded(gray, "png")).samples()).startsWith(0, 0x12, 0xfe);
  }

  @ParameterizedTest
  @CsvSource({"8, BI_RGB", "8, BI_RLE8", "4, BI_RLE4"})
  void indexedBmpGivesItsIndices(int bits, String compression) throws IOException {
    BufferedImage image = indexed(bits, channel(0), channel(1), channel(2));
    Image picture = reader.read("palette.bmp", encoded(image, "bmp", compression, false));
    assertThat(picture).hasToString("13x7 INDEXED");
    assertThat(picture.samples()).startsWith(0, 1, 2, 3, 0, 1);
    assertThat(Arrays.copyOf(picture.palette(), COLOURS.length)).isEqualTo(COLOURS);
  }

  @Test
  void bmpOf16BitsIsStretchedTo8() throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_565_RGB);
    image.setRGB(0, 0, 0xffffff);
    image.setRGB(1, 0, 0x84_00_08);
    byte[] samples = reader.read("565.bmp", encoded(image, "bmp", "BI_BITFIELDS", false)).samples();
    assertThat(samples).startsWith(-1, -1, -1, 16 * 255 / 31, 0, 255 / 31);
  }

  @Test
  void topDownBmpOf32BitsWithAlpha() throws IOException {
    ByteBuffer bmp = ByteBuffer.allocate(14 + 56 + 8).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put((byte) 'B').put((byte) 'M').putInt(bmp.capacity()).putInt(0).putInt(70);
    bmp.putInt(56).putInt(1).putInt(-2).putShort((short) 1).putShort((short) 32).putInt(3);
    bmp.putInt(0).putInt(0).putInt(0).putInt(0).putInt(0);
    bmp.putInt(0xff0000).putInt(0xff00).putInt(0xff).putInt(0xff000000);
    bmp.putInt(0x04010203).putInt(0x08050607);
    Image picture = reader.read("alpha.bmp", bmp.array());
    assertThat(picture).hasToString("1x2 RGBA");
    assertThat(picture.samples()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void bmpThatEmbedsAnotherFormatIsRefused() throws IOException {
    byte[] bmp = encoded(colourful(), "bmp");
    bmp[30] = 4;
    assertThatThrownBy(() -> reader.read("embedded.bmp", bmp))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("compression 4 is not supported");
  }

  @Test
  void gifFrameIsPlacedOnItsScreen() throws IOException {
    byte[] gif = encoded(indexed(2, channel(0), channel(1), channel(2)), "gif");
    int frame = indexOf(gif, new byte[] {0x2c, 0, 0, 0, 0, WIDTH, 0, HEIGHT, 0});
    gif[6] = WIDTH + 5;
    gif[8] = HEIGHT + 2;
    gif[frame + 1] = 3;
    gif[frame + 3] = 1;
    Image picture = reader.read("offset.gif", gif);
    assertThat(picture).hasToString("18x9 INDEXED");
    assertThat(Arrays.copyOfRange(picture.samples(), 18, 36))
        .containsExactly(0, 0, 0, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 0, 0);
  }

  @Test
  void gifWhosePaletteIsAGrayRampIsGray() throws IOException {
    byte[] ramp = {0, 1, 2, 3};
    assertThat(reader.read("ramp.gif", encoded(indexed(2, ramp, ramp, ramp), "gif")))
        .hasToString("13x7 GRAY");
  }

  @Test
  void colourProfileOfAJpegIsIgnored() throws IOException {
    byte[] jpeg = Files.readAllBytes(Shared.path("fixtures/encoders/images/rgb_444.jpg"));
    byte[] profile = {
      -1, (byte) 0xe2, 0, 20, 'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E'
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(Arrays.copyOf(profile, 22));
    out.write(jpeg, 2, jpeg.length - 2);
    assertThat(reader.read("icc.jpg", out.toByteArray()).samples())
        .isEqualTo(reader.read("plain.jpg", jpeg).samples());
  }

  @Test
  void luminanceAndChromaWithBlackAreTurnedIntoInks() throws IOException {
    byte[] jpeg = Files.readAllBytes(Shared.path("fixtures/encoders/images/cmyk_adobe.jpg"));
    Image cmyk = reader.read("cmyk.jpg", jpeg);
    jpeg[indexOf(jpeg, new byte[] {'A', 'd', 'o', 'b', 'e'}) + 11] = 2;
    Image ycck = reader.read("ycck.jpg", jpeg);
    for (int i = 0; i < cmyk.samples().length; i += 4) {
      int luminance = 255 - (cmyk.samples()[i] & 0xff);
      int blue = 127 - (cmyk.samples()[i + 1] & 0xff);
      double yellow = Math.max(0, Math.min(255, luminance + 1.772 * blue));
      assertThat(ycck.samples()[i + 2] & 0xff).isCloseTo((int) yellow, within(1));
      assertThat(ycck.samples()[i + 3]).isEqualTo(cmyk.samples()[i + 3]);
    }
  }

  @Test
  void firstFrameOfAnAnimatedWebpIsPlacedOnItsCanvas() throws IOException {
    byte[] still = Files.readAllBytes(Shared.path("fixtures/encoders/images/lossless.webp"));
    Image frame = reader.read("still.webp", still);
    int content = still.length - 12;
    ByteBuffer webp = ByteBuffer.allocate(12 + 18 + 24 + content).order(ByteOrder.LITTLE_ENDIAN);
    webp.put(still, 0, 4).putInt(webp.capacity() - 8).put(still, 8, 4);
    webp.put(ascii("VP8X")).putInt(10).putInt(2).put(u24(frame.width() + 1)).put(u24(299));
    webp.put(ascii("ANMF")).putInt(16 + content).put(u24(1)).put(u24(2));
    webp.put(u24(frame.width() - 1)).put(u24(frame.height() - 1)).putInt(100);
    webp.put(still, 12, content);
    Image picture = reader.read("animated.webp", webp.array());
    assertThat(picture).hasToString("252x300 RGB");
    int at = 3 * (4 * 252 + 2);
    assertThat(Arrays.copyOf(picture.samples(), at)).containsOnly(0);
    assertThat(Arrays.copyOfRange(picture.samples(), at, at + 3 * 250))
        .isEqualTo(Arrays.copyOf(frame.samples(), 3 * 250));
  }

  @Test
  void everyOrientationIsTurnedUpright() {
    // a b
    // c d
    // e f
    Image stored = Image.of(Image.Mode.GRAY, 2, 3, ascii("abcdef"));
    String[] upright = {
      "abcdef", "badcfe", "fedcba", "efcdab", "acebdf", "ecafdb", "fdbeca", "bdface"
    };
    for (int orientation = 1; orientation <= 8; orientation++) {
      Image turned = stored.upright(orientation);
      assertThat(new String(turned.samples(), StandardCharsets.US_ASCII))
          .as("orientation %d", orientation)
          .isEqualTo(upright[orientation - 1]);
      assertThat(turned.width()).isEqualTo(orientation < 5 ? 2 : 3);
    }
  }

  @Test
  void aWrittenPngIsReadBack(@TempDir Path folder) throws IOException {
    byte[] rgb = new byte[3 * 5 * 4];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 37);
    }
    Path file = folder.resolve("crop.png");
    Files.writeString(file, "an older file");
    PngWriter.write(rgb, 5, 4, file);
    assertThat(reader.read(file).samples()).isEqualTo(rgb);
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  private static BufferedImage colourful() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, (19 * x) << 16 | (36 * y) << 8 | 200);
      }
    }
    return image;
  }

  /** Column x has index x modulo 4. */
  private static BufferedImage indexed(int bits, byte[] red, byte[] green, byte[] blue) {
    int size = 1 << bits;
    IndexColorModel model =
        new IndexColorModel(
            bits,
            size,
            Arrays.copyOf(red, size),
            Arrays.copyOf(green, size),
            Arrays.copyOf(blue, size));
    int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type, model);
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        raster.setSample(x, y, 0, x % 4);
      }
    }
    return image;
  }

  private static byte[] channel(int band) {
    byte[] values = new byte[4];
    for (int i = 0; i < 4; i++) {
      values[i] = COLOURS[3 * i + band];
    }
    return values;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    return encoded(image, format, null, false);
  }

  private static byte[] encoded(
      BufferedImage image, String format, @Nullable String compression, boolean progressive)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (compression != null) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(compression);
    }
    if (progressive) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    }
    writer.dispose();
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] u24(int value) {
    return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int at = 0; at <= bytes.length - wanted.length; at++) {
      if (Arrays.equals(Arrays.copyOfRange(bytes, at, at + wanted.length), wanted)) {
        return at;
      }
    }
    throw new AssertionError("not found");
  }
}
