package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * TIFF of every kind that is read; {@code scripts/check_tiff.py} compares more of them with Pillow.
 */
class TiffTest {

  private static final int WIDTH = 41;
  private static final int HEIGHT = 19;

  private final ImageDecoder reader = new ImageDecoder();

  @ParameterizedTest
  @ValueSource(strings = {"none", "LZW", "ZLib", "Deflate", "PackBits"})
  void whateverIsCompressedWithoutLossIsAsItWas(String compression) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    byte[] expected = new byte[3 * WIDTH * HEIGHT];
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int rgb = (i * 0x10305) ^ (i * i * 7);
      image.setRGB(i % WIDTH, i / WIDTH, rgb);
      expected[3 * i] = (byte) (rgb >> 16);
      expected[3 * i + 1] = (byte) (rgb >> 8);
      expected[3 * i + 2] = (byte) rgb;
    }

    Image picture = reader.read("a.tif", written(image, compression));

    assertThat(picture).hasToString("41x19 RGB");
    assertThat(picture.samples()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "CCITT RLE", "CCITT T.4", "CCITT T.6"})
  void aFaxIsBlackAndWhite(String compression) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
    byte[] expected = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < expected.length; i++) {
      int bit = (i / 5 + i / WIDTH) % 3 == 0 ? 1 : 0;
      image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, bit);
      expected[i] = (byte) bit;
    }

    Image picture = reader.read("fax.tif", written(image, compression));

    assertThat(picture).hasToString("41x19 INDEXED");
    assertThat(picture.samples()).isEqualTo(expected);
    assertThat(picture.palette()).startsWith(0, 0, 0, -1, -1, -1);
  }

  @Test
  void partsOfJpegBecomeRgb() throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      image.setRGB(i % WIDTH, i / WIDTH, 0xc83214);
    }

    byte[] samples = reader.read("jpeg.tif", written(image, "JPEG")).samples();

    for (int i = 0; i < samples.length; i++) {
      assertThat(samples[i] & 0xff).isBetween(new int[] {0xc6, 0x30, 0x12}[i % 3], 0xca);
    }
  }

  @Test
  void samplesOf16BitsKeepTheUpperByteInEitherOrder() throws IOException {
    TiffBytes tiff = TiffBytes.of(2, 1, 1).tag(TiffBytes.BITS, 16).part(0x12, 0x34, 0xab, 0xcd);
    assertThat(reader.read("big", tiff.bytes()).samples()).containsExactly(0x12, 0xab);
    assertThat(reader.read("little", tiff.little().bytes()).samples()).containsExactly(0x34, 0xcd);
  }

  @Test
  void differencesOfNeighboursAreAddedUpBandByBand() throws IOException {
    byte[] eight = {10, 20, 30, 1, 2, 3, -5, 0, 5};
    TiffBytes rgb = TiffBytes.of(3, 1, 3).tag(TiffBytes.COMPRESSION, 8);
    rgb.tag(TiffBytes.PREDICTOR, 2).part(TiffBytes.deflated(eight));
    assertThat(reader.read("rgb", rgb.bytes()).samples())
        .containsExactly(10, 20, 30, 11, 22, 33, 6, 22, 38);

    byte[] sixteen = {0x10, (byte) 0xff, 0, 1, 0, (byte) 0xff};
    TiffBytes gray = TiffBytes.of(3, 1, 1).tag(TiffBytes.COMPRESSION, 8).tag(TiffBytes.BITS, 16);
    gray.tag(TiffBytes.PREDICTOR, 2).part(TiffBytes.deflated(sixteen));
    assertThat(reader.read("gray", gray.bytes()).samples()).containsExactly(0x10, 0x11, 0x11);
  }

  @Test
  void planesBecomePixels() throws IOException {
    TiffBytes tiff =
        TiffBytes.of(2, 2, 3).tag(TiffBytes.PLANAR, 2).tag(TiffBytes.ROWS_PER_STRIP, 1);
    tiff.part(1, 2).part(3, 4).part(11, 12).part(13, 14).part(21, 22).part(23, 24);
    assertThat(reader.read("planes", tiff.bytes()).samples())
        .containsExactly(1, 11, 21, 2, 12, 22, 3, 13, 23, 4, 14, 24);
  }

  @Test
  void tilesAreCutAtTheEdgesOfThePicture() throws IOException {
    TiffBytes tiff = TiffBytes.of(3, 3, 1).tag(TiffBytes.TILE_WIDTH, 2);
    tiff.tag(TiffBytes.TILE_HEIGHT, 2);
    tiff.part(1, 2, 4, 5).part(3, 99, 6, 99).part(7, 8, 99, 99).part(9, 99, 99, 99);
    assertThat(reader.read("tiles", tiff.bytes()).samples())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void fewerBitsAreSpreadOverTheWholeRange() throws IOException {
    TiffBytes tiff = TiffBytes.of(4, 1, 1).tag(TiffBytes.BITS, 2).part(0b00_01_10_11);
    assertThat(reader.read("black", tiff.bytes()).samples()).containsExactly(0, 85, 170, 255);
    tiff.tag(TiffBytes.PHOTOMETRIC, 0);
    assertThat(reader.read("white", tiff.bytes()).samples()).containsExactly(255, 170, 85, 0);
  }

  @Test
  void colourMapIsThePalette() throws IOException {
    long[] map = new long[3 * 256];
    map[1] = 0x1234;
    map[256 + 1] = 0x5678;
    map[512 + 1] = 0x9abc;
    TiffBytes tiff = TiffBytes.of(2, 1, 1).tag(TiffBytes.PHOTOMETRIC, 3);
    Image picture = reader.read("map", tiff.tag(TiffBytes.COLOUR_MAP, map).part(1, 0).bytes());
    assertThat(picture).hasToString("2x1 INDEXED");
    assertThat(picture.samples()).containsExactly(1, 0);
    assertThat(picture.palette()).startsWith(0, 0, 0, 0x12, 0x56, 0x9a);
  }

  @Test
  void inksAreInksAndNotInverted() throws IOException {
    TiffBytes tiff = TiffBytes.of(1, 1, 4).tag(TiffBytes.PHOTOMETRIC, 5).part(255, 0, 0, 0);
    Image picture = reader.read("inks", tiff.bytes());
    assertThat(picture.mode()).isEqualTo(Image.Mode.CMYK);
    assertThat(Colours.toRgb(picture.samples(), picture.mode())).containsExactly(0, 255, 255);
  }

  @Test
  void coloursThatAreMultipliedWithAlphaAreDividedAgain() throws IOException {
    TiffBytes tiff = TiffBytes.of(2, 1, 4).part(50, 25, 0, 100, 7, 8, 9, 255);
    assertThat(reader.read("plain", tiff.tag(TiffBytes.EXTRA_SAMPLES, 2).bytes()).samples())
        .containsExactly(50, 25, 0, 100, 7, 8, 9, 255);
    assertThat(reader.read("multiplied", tiff.tag(TiffBytes.EXTRA_SAMPLES, 1).bytes()).samples())
        .containsExactly(127, 63, 0, 100, 7, 8, 9, 255);
    assertThat(reader.read("nothing", tiff.tag(TiffBytes.EXTRA_SAMPLES, 0).bytes()).samples())
        .containsExactly(50, 25, 0, 7, 8, 9);
  }

  @Test
  void orientationIsAppliedUnlessItIsNotWanted() throws IOException {
    byte[] tiff = TiffBytes.of(2, 1, 1).tag(TiffBytes.ORIENTATION, 6).part(1, 2).bytes();
    assertThat(reader.read("turned", tiff)).hasToString("1x2 GRAY");
    ImageDecoder plain = new ImageDecoder(DecodeOptions.defaults().withExifOrientation(false));
    assertThat(plain.read("stored", tiff)).hasToString("2x1 GRAY");
  }

  @Test
  void lengthsOfStripsMayBeMissing() throws IOException {
    TiffBytes tiff = TiffBytes.of(2, 2, 1).tag(TiffBytes.ROWS_PER_STRIP, 1).part(1, 2).part(3, 4);
    byte[] bytes = tiff.leaveOut(TiffBytes.STRIP_COUNTS).bytes();
    assertThat(reader.read("two", bytes).samples()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void theFirstOfManyPagesIsRead() throws IOException {
    byte[] tiff = TiffBytes.of(2, 1, 1).part(1, 2).next(0x7fff_ffff).bytes();
    assertThat(reader.read("pages", tiff).samples()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "259, 6, old-style JPEG",
    "259, 34712, JPEG 2000",
    "259, 50000, Zstandard",
    "259, 50001, WebP",
    "259, 12345, method 12345",
    "262, 8, L*a*b*",
    "262, 6, luminance and chroma",
    "262, 32803, raw",
    "262, 32845, LogLuv",
    "339, 3, floating-point",
    "258, 12, 12 bits",
    "258, 32, 32 bits",
    "317, 3, predictor 3",
    "50706, 1, camera's raw file",
  })
  void whatIsNotSupportedIsNamed(int tag, int value, String name) {
    TiffBytes tiff = TiffBytes.of(1, 1, 3).part(1, 2, 3);
    if (tag == TiffBytes.PREDICTOR) {
      tiff.tag(TiffBytes.COMPRESSION, 8);
    }
    byte[] bytes = tiff.tag(tag, value).bytes();
    assertThatThrownBy(() -> reader.read("x.tif", bytes))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("x.tif: ")
        .message()
        .contains(name, "support");
  }

  private static byte[] written(BufferedImage image, String compression) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (!compression.toLowerCase(Locale.ROOT).equals("none")) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(compression);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    }
    writer.dispose();
    return bytes.toByteArray();
  }
}
