package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransparencyTest {

  private static final Background ORANGE = Background.of("#ff8000");

  private final ImageDecoder asStored = new ImageDecoder();
  private final ImageDecoder onWhite =
      new ImageDecoder(DecodeOptions.defaults().withBackground(Background.WHITE));
  private final ImageDecoder onOrange =
      new ImageDecoder(DecodeOptions.defaults().withBackground(ORANGE));

  @Test
  void withoutABackgroundColoursStayAsTheyAreStored() throws IOException {
    byte[] png = rgba(0x80102030, 0xff405060);
    Image picture = asStored.read("a.png", png);
    assertThat(picture).hasToString("2x1 RGBA");
    assertThat(picture.samples()).containsExactly(0x10, 0x20, 0x30, 0x80, 0x40, 0x50, 0x60, 0xff);
    assertThat(picture.findings().transparent()).isTrue();
  }

  @Test
  void aBackgroundIsSeenAsFarAsAPixelIsTransparent() throws IOException {
    byte[] png = rgba(0x00102030, 0x80102030, 0xff405060);
    Image picture = onOrange.read("a.png", png);
    assertThat(picture).hasToString("3x1 RGB");
    // Half of it is 128 of 255, rounded as Pillow pastes.
    assertThat(picture.samples()).containsExactly(255, 128, 0, 135, 80, 24, 0x40, 0x50, 0x60);
  }

  @Test
  void grayWithAlphaStaysGrayOnWhiteAndGetsColoursOnOrange() throws IOException {
    TiffBytes tiff = TiffBytes.of(2, 1, 2).tag(TiffBytes.EXTRA_SAMPLES, 2).part(10, 0, 20, 255);
    assertThat(onWhite.read("a.tif", tiff.bytes())).hasToString("2x1 GRAY");
    assertThat(onWhite.read("a.tif", tiff.bytes()).samples()).containsExactly(255, 20);
    assertThat(onOrange.read("a.tif", tiff.bytes()).samples())
        .containsExactly(255, 128, 0, 20, 20, 20);
  }

  @Test
  void transparentColoursOfAPaletteAreReplaced() throws IOException {
    byte[] png = png(indexed(), "tRNS", new byte[] {0, (byte) 128});
    Image stored = asStored.read("a.png", png);
    assertThat(stored).hasToString("4x1 INDEXED");
    assertThat(stored.palette()).startsWith(0, 0, 0, 100, 100, 100, 9, 8, 7);
    assertThat(stored.findings().transparent()).isTrue();

    Image white = onWhite.read("a.png", png);

    assertThat(white).hasToString("4x1 INDEXED");
    assertThat(white.samples()).isEqualTo(stored.samples());
    assertThat(white.palette()).startsWith(255, 255, 255, 177, 177, 177, 9, 8, 7);
    assertThat(white.findings().transparent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY})
  void theOneTransparentColourOfAPngIsReplaced(int type) throws IOException {
    BufferedImage image = new BufferedImage(2, 1, type);
    int bands = image.getRaster().getNumBands();
    for (int band = 0; band < bands; band++) {
      image.getRaster().setSample(0, 0, band, 7);
      image.getRaster().setSample(1, 0, band, 8);
    }
    byte[] key = new byte[2 * bands];
    for (int band = 0; band < bands; band++) {
      key[2 * band + 1] = 7;
    }
    byte[] png = png(image, "tRNS", key);

    Image stored = asStored.read("a.png", png);
    assertThat(stored.mode()).isEqualTo(bands == 1 ? Image.Mode.GRAY : Image.Mode.RGB);
    assertThat(stored.samples()).startsWith(7);
    assertThat(stored.findings().transparent()).isTrue();

    byte[] white = onWhite.read("a.png", png).samples();
    assertThat(white).hasSize(2 * bands).startsWith(255).endsWith(8);
  }

  @Test
  void theTransparentColourOfAGifIsReplaced() throws IOException {
    byte[] colours = {0, 100, 9, 8};
    IndexColorModel model = new IndexColorModel(2, 4, colours, colours, colours, 0);
    BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_BINARY, model);
    for (int x = 0; x < 4; x++) {
      image.getRaster().setSample(x, 0, 0, x);
    }
    ByteArrayOutputStream gif = new ByteArrayOutputStream();
    ImageIO.write(image, "gif", gif);
    byte[] bytes = gif.toByteArray();

    assertThat(rgb(asStored.read("a.gif", bytes))).startsWith(0, 0, 0, 100);
    assertThat(asStored.read("a.gif", bytes).findings().transparent()).isTrue();
    assertThat(rgb(onWhite.read("a.gif", bytes))).startsWith(255, 255, 255, 100);
  }

  @Test
  void anImageOfTheCallersIsPutOnItToo() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    Input input = DecodedImage.of("mine", image);
    assertThat(asStored.read(input).samples()).containsExactly(0, 0, 0, 0);
    assertThat(asStored.read(input).findings().transparent()).isTrue();
    assertThat(onOrange.read(input).samples()).containsExactly(255, 128, 0);
  }

  @Test
  void theCutoutOfTheFieldIsThePictureThatPeopleSee() throws IOException {
    Path pictures = Shared.path("field/inputs/pictures");
    Image seen = onWhite.read(pictures.resolve("cutout.png"));
    Image made = asStored.read(pictures.resolve("cutout_on_white.png"));
    assertThat(rgb(seen)).isEqualTo(rgb(made));
    assertThat(asStored.read(pictures.resolve("cutout.png")).findings().transparent()).isTrue();
    assertThat(made.findings()).isEqualTo(Findings.NONE);
  }

  @Test
  void aFewTransparentPixelsAreNotWorthAWord() throws IOException {
    int[] pixels = new int[200];
    Arrays.fill(pixels, 0xff000000);
    pixels[0] = 0;
    assertThat(asStored.read("a.png", rgba(pixels)).findings().transparent()).isFalse();
    pixels[1] = 0;
    assertThat(asStored.read("a.png", rgba(pixels)).findings().transparent()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"white, 255, 255, 255", "BLACK, 0, 0, 0", "#0aF010, 10, 240, 16"})
  void aBackgroundIsAWordOrSixDigits(String text, int red, int green, int blue) {
    Background background = Background.of(text);
    assertThat(background).isEqualTo(new Background(red, green, blue));
    assertThat(Background.of(background.toString())).isEqualTo(background);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whit", "#fff", "#gggggg", "ffffff", "#ffffff0"})
  void otherBackgroundsAreRefused(String text) {
    assertThatThrownBy(() -> Background.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("white, black or #rrggbb");
  }

  private static byte[] rgb(Image picture) {
    return picture.mode() == Image.Mode.INDEXED
        ? Colours.lookUp(picture.samples(), picture.palette())
        : Colours.toRgb(picture.samples(), picture.mode());
  }

  private static byte[] rgba(int... pixels) throws IOException {
    BufferedImage image = new BufferedImage(pixels.length, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, pixels.length, 1, pixels, 0, pixels.length);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  private static BufferedImage indexed() {
    byte[] red = {0, 100, 9, 8};
    byte[] green = {0, 100, 8, 8};
    byte[] blue = {0, 100, 7, 8};
    IndexColorModel model = new IndexColorModel(2, 4, red, green, blue);
    BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_BINARY, model);
    for (int x = 0; x < 4; x++) {
      image.getRaster().setSample(x, 0, 0, x);
    }
    return image;
  }

  /** A PNG with one more chunk before its pixels. */
  private static byte[] png(BufferedImage image, String type, byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    byte[] png = bytes.toByteArray();
    int at = new String(png, StandardCharsets.ISO_8859_1).indexOf("IDAT") - 4;
    ByteBuffer more = ByteBuffer.allocate(png.length + 12 + data.length);
    more.put(png, 0, at).putInt(data.length);
    more.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(more.array(), at + 4, 4 + data.length);
    return more.putInt((int) crc.getValue()).put(png, at, png.length - at).array();
  }
}
