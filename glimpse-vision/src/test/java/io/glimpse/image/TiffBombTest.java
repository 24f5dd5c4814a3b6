package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small TIFFs that would cost far more than their pictures are refused before the work is done. */
class TiffBombTest {

  private static final int DEFLATE = 8;
  private static final int JPEG = 7;

  private final ImageDecoder reader = new ImageDecoder();

  @ParameterizedTest
  @CsvSource({"1, 256", "3, 86"})
  void tilesBeyondThePictureThatShareTheirBytesAreRefused(int planes, int height) {
    TiffBytes tiff = TiffBytes.of(1, height, planes).tag(TiffBytes.COMPRESSION, DEFLATE);
    tiff.tag(TiffBytes.PLANAR, planes == 1 ? 1 : 2);
    tiff.tag(TiffBytes.TILE_WIDTH, 1 << 20).tag(TiffBytes.TILE_HEIGHT, 1);
    byte[] bytes = shared(tiff, planes * height, TiffBytes.deflated(new byte[1 << 20]));

    refuses(bytes, "the TIFF has " + height + " tiles of 1048576x1 pixels for a picture of 1x");
  }

  @ParameterizedTest
  @CsvSource({"20, 20, 1", "513, 513, 4", "1, 2000, 4", "2000, 3, 4"})
  void tilesThatAnyPictureMayNeedAreNot(int width, int height, int tiles) throws IOException {
    TiffBytes tiff = TiffBytes.of(width, height, 1).tag(TiffBytes.COMPRESSION, DEFLATE);
    tiff.tag(TiffBytes.TILE_WIDTH, 512).tag(TiffBytes.TILE_HEIGHT, 512);
    byte[] bytes = shared(tiff, tiles, TiffBytes.deflated(new byte[512 * 512]));

    assertThat(reader.read("x.tif", bytes).samples()).hasSize(width * height);
  }

  @Test
  void rowsWithoutNumberAreNotEachAPart() {
    int rows = (1 << 17) + 1;
    TiffBytes tiff = TiffBytes.of(1, rows, 1).tag(TiffBytes.COMPRESSION, DEFLATE);
    tiff.tag(TiffBytes.ROWS_PER_STRIP, 1);

    byte[] bytes = shared(tiff, rows, TiffBytes.deflated(new byte[1]));

    refuses(bytes, "cut into 131073 parts, the limit is 131072");
  }

  @Test
  void tablesOfJpegAreSmall() throws IOException {
    TiffBytes tiff = jpegTiles(32, 32).tag(TiffBytes.JPEG_TABLES, tables((1 << 16) + 4));
    refuses(tiff.part(jpeg(32, 32)).bytes(), "JPEG tables of 65540 bytes, the limit is 65536");
  }

  @Test
  void tablesOfJpegAreNotReadAgainForAnyNumberOfParts() throws IOException {
    TiffBytes tiff = jpegTiles(2048, 1024).tag(TiffBytes.JPEG_TABLES, tables(60_000));
    refuses(
        shared(tiff, 2048, jpeg(32, 32)),
        "JPEG tables of 60000 bytes for each of 2048 parts, which are 122880000 bytes together");
  }

  @ParameterizedTest
  @CsvSource({"32, 64", "64, 32", "8000, 8000"})
  void aTileThatSaysItIsALargerJpegIsNotDecoded(int width, int height) throws IOException {
    byte[] jpeg = jpeg(32, 32);
    int frame = frame(jpeg);
    jpeg[frame + 5] = (byte) (height >> 8);
    jpeg[frame + 6] = (byte) height;
    jpeg[frame + 7] = (byte) (width >> 8);
    jpeg[frame + 8] = (byte) width;
    refuses(
        jpegTiles(32, 32).part(jpeg).bytes(),
        "part 1 of the TIFF is a JPEG of " + width + "x" + height + " pixels of 1 samples, where");
  }

  @Test
  void theLastStripMayBeAWholeJpegAllTheSame() throws IOException {
    TiffBytes tiff = TiffBytes.of(32, 40, 1).tag(TiffBytes.COMPRESSION, JPEG);
    tiff.tag(TiffBytes.ROWS_PER_STRIP, 32).part(jpeg(32, 32)).part(jpeg(32, 32));
    assertThat(reader.read("x.tif", tiff.bytes())).hasToString("32x40 GRAY");
  }

  @Test
  void aPartOfManyScansIsRefused() throws IOException {
    byte[] jpeg = jpeg(32, 32);
    byte[] many = Arrays.copyOf(jpeg, jpeg.length + 40);
    for (int i = jpeg.length; i < many.length; i += 2) {
      many[i] = (byte) 0xff;
      many[i + 1] = (byte) 0xda;
    }
    refuses(jpegTiles(32, 32).part(many).bytes(), "JPEG with 21 scans, the limit is 20");
  }

  @Test
  void aPartThatGoesOnWithoutDataIsRefused() {
    byte[] empty = new byte[1 << 17];
    // A beginning, and stored blocks of no bytes.
    empty[0] = 0x78;
    empty[1] = 0x01;
    for (int i = 2; i + 5 <= empty.length; i += 5) {
      empty[i + 3] = (byte) 0xff;
      empty[i + 4] = (byte) 0xff;
    }
    TiffBytes tiff = TiffBytes.of(32, 32, 1).tag(TiffBytes.COMPRESSION, DEFLATE).part(empty);

    refuses(tiff.bytes(), "the TIFF data are damaged");
  }

  private void refuses(byte[] tiff, String reason) {
    assertThatThrownBy(() -> reader.read("x.tif", tiff))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("x.tif: ")
        .hasMessageContaining(reason);
  }

  /** All parts are the same bytes, in a file of such a length that this is no fault in itself. */
  private static byte[] shared(TiffBytes tiff, int parts, byte[] data) {
    boolean strips = !tiff.isTiled();
    long[] offsets = new long[parts];
    long[] counts = new long[parts];
    Arrays.fill(offsets, 8);
    Arrays.fill(counts, data.length);
    tiff.tag(strips ? TiffBytes.STRIP_OFFSETS : TiffBytes.TILE_OFFSETS, offsets);
    tiff.tag(strips ? TiffBytes.STRIP_COUNTS : TiffBytes.TILE_COUNTS, counts);
    return tiff.part(Arrays.copyOf(data, data.length + parts * data.length / 4)).bytes();
  }

  private static TiffBytes jpegTiles(int width, int height) {
    return TiffBytes.of(width, height, 1)
        .tag(TiffBytes.COMPRESSION, JPEG)
        .tag(TiffBytes.TILE_WIDTH, 32)
        .tag(TiffBytes.TILE_HEIGHT, 32);
  }

  /** Tables with a beginning and nothing else; {@code length} values give as many bytes. */
  private static long[] tables(int length) {
    long[] tables = new long[length];
    tables[0] = 0xffd80000L;
    return tables;
  }

  private static byte[] jpeg(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BufferedImage gray = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    assertThat(ImageIO.write(gray, "jpg", bytes)).isTrue();
    return bytes.toByteArray();
  }

  /** Where the marker is that the size follows. */
  private static int frame(byte[] jpeg) {
    int at = 0;
    while (jpeg[at] != (byte) 0xff || jpeg[at + 1] != (byte) 0xc0) {
      at++;
    }
    return at;
  }
}
