package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a TIFF says of itself, it is a picture or an {@link ImageException}. */
class HostileTiffTest {

  private static final int MUTANTS = 400;

  /** So few pixels that no mutant can cost much, whatever it says. */
  private final ImageDecoder reader =
      new ImageDecoder(DecodeOptions.defaults().withMaxPixels(4096));

  static byte[][] kinds() {
    byte[] rows = new byte[24 * 24 * 3];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (byte) (i * 31);
    }
    byte[] gray = Arrays.copyOf(rows, 24 * 24);
    return new byte[][] {
      TiffBytes.of(24, 24, 3).part(rows).bytes(),
      TiffBytes.of(24, 24, 3).tag(TiffBytes.COMPRESSION, 8).part(TiffBytes.deflated(rows)).bytes(),
      TiffBytes.of(24, 24, 1).tag(TiffBytes.COMPRESSION, 5).part(lzw(gray)).little().bytes(),
      TiffBytes.of(24, 24, 1).tag(TiffBytes.COMPRESSION, 32773).part(packed(gray)).bytes(),
      TiffBytes.of(24, 24, 1)
          .tag(TiffBytes.BITS, 1)
          .tag(TiffBytes.COMPRESSION, 4)
          .part(0xff, 0xff, 0xff, 0, 0x10, 1)
          .bytes(),
      TiffBytes.of(24, 24, 1)
          .tag(TiffBytes.BITS, 1)
          .tag(TiffBytes.COMPRESSION, 3)
          .part(Arrays.copyOf(gray, 300))
          .bytes(),
      TiffBytes.of(24, 24, 3)
          .tag(TiffBytes.BITS, 8, 8, 8)
          .tag(TiffBytes.TILE_WIDTH, 16)
          .tag(TiffBytes.TILE_HEIGHT, 16)
          .tag(TiffBytes.COMPRESSION, 8)
          .tag(TiffBytes.PREDICTOR, 2)
          .part(TiffBytes.deflated(Arrays.copyOf(rows, 768)))
          .part(TiffBytes.deflated(Arrays.copyOf(rows, 768)))
          .part(TiffBytes.deflated(Arrays.copyOf(rows, 768)))
          .part(TiffBytes.deflated(Arrays.copyOf(rows, 768)))
          .bytes(),
    };
  }

  @Test
  void theKindsThatAreDamagedBelowAreWhole() throws IOException {
    byte[][] kinds = kinds();
    for (int i = 0; i < kinds.length; i++) {
      if (i != 5) {
        assertThat(reader.read("kind" + i, kinds[i]).width()).isEqualTo(24);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void damagedBytesGiveAPictureOrAnImageException(byte[] good) {
    Random random = new Random(good.length);
    for (int i = 0; i < MUTANTS; i++) {
      byte[] bad = good.clone();
      // Half of the hits are behind the pixels, where the directory is.
      int from = i % 2 == 0 ? 0 : Math.max(0, good.length - 160);
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        int at = from + random.nextInt(good.length - from);
        // Whole numbers of interest, as well as any byte.
        int interesting = new int[] {0, 1, 0x7f, 0x80, 0xff}[random.nextInt(5)];
        bad[at] = (byte) (random.nextBoolean() ? interesting : random.nextInt(256));
      }
      requirePictureOrRefusal(bad);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aFileThatIsCutAnywhereGivesAPictureOrAnImageException(byte[] good) {
    for (int length = 0; length < good.length; length += 1 + length / 16) {
      requirePictureOrRefusal(Arrays.copyOf(good, length));
    }
  }

  private void requirePictureOrRefusal(byte[] bytes) {
    try {
      Image picture = reader.read("x.tif", bytes);
      assertThat(Preprocessing.clip(8).crop(picture)).hasSize(192);
    } catch (ImageException e) {
      assertThat(e).hasMessageStartingWith("x.tif: ");
    }
  }

  @Test
  void aDirectoryThatLeadsBackToItselfIsReadOnce() throws IOException {
    byte[] tiff = TiffBytes.of(2, 1, 1).part(1, 2).bytes();
    ByteBuffer.wrap(tiff).putInt(tiff.length - 4, ByteBuffer.wrap(tiff).getInt(4));
    assertThat(reader.read("loop", tiff).samples()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 7, 0x7fff_ffff, -1})
  void aDirectoryInTheHeaderOrBeyondTheEndIsRefused(int offset) {
    byte[] tiff = TiffBytes.of(2, 1, 1).part(1, 2).bytes();
    ByteBuffer.wrap(tiff).putInt(4, offset);
    refuses(tiff, offset >= 0 && offset < 8 ? "inside its header" : "truncated");
  }

  @Test
  void aSizeIsJudgedBeforeAnythingElse() {
    refuses(TiffBytes.of(-1, -1, 1).bytes(), "4294967295x4294967295 pixels");
    refuses(TiffBytes.of(0, 5, 1).part(1).bytes(), "which is no picture");
    refuses(TiffBytes.of(100, 100, 1).part(1).bytes(), "100x100 pixels, the limit is 4096 pixels");
  }

  @Test
  void aTileOfABombIsRefusedUnallocated() {
    TiffBytes tiff = TiffBytes.of(10, 10, 4).tag(TiffBytes.TILE_WIDTH, 1 << 16);
    refuses(tiff.tag(TiffBytes.TILE_HEIGHT, 1 << 16).part(1).bytes(), "tiles of 65536x65536");
    tiff.tag(TiffBytes.TILE_WIDTH, 0x7fff_ffff).tag(TiffBytes.TILE_HEIGHT, 0x7fff_ffff);
    refuses(tiff.bytes(), "tiles of 2147483647x2147483647");
    refuses(tiff.tag(TiffBytes.TILE_WIDTH, 0).bytes(), "tiles without pixels");
    refuses(TiffBytes.of(9, 9, 1).tag(TiffBytes.ROWS_PER_STRIP, 0).part(1).bytes(), "without rows");
  }

  @Test
  void countsThatTheFileDoesNotHoldAreRefused() {
    byte[] tiff = TiffBytes.of(4, 4, 1).tag(TiffBytes.ROWS_PER_STRIP, 1).part(new byte[16]).bytes();
    refuses(tiff, "1 values for tag 273, which needs 4");
    refuses(TiffBytes.of(4, 4, 200).part(new byte[16]).bytes(), "200 samples");
    refuses(
        TiffBytes.of(4, 4, 1).tag(TiffBytes.STRIP_OFFSETS, 1 << 30).part(1).bytes(), "truncated");
    refuses(
        TiffBytes.of(4, 4, 1).tag(TiffBytes.STRIP_COUNTS, 1 << 30).part(1).bytes(), "truncated");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 32773})
  void aStripThatEndsEarlyIsNotFilledWithBlack(int compression) {
    byte[] half = Arrays.copyOf(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 8);
    byte[] data =
        switch (compression) {
          case 5 -> lzw(half);
          case 8 -> TiffBytes.deflated(half);
          case 32773 -> packed(half);
          default -> half;
        };
    refuses(
        TiffBytes.of(4, 4, 1).tag(TiffBytes.COMPRESSION, compression).part(data).bytes(),
        compression == 1 ? "part 1 of 1 has 8 bytes for 16" : "part 1 of 1 holds 8 of 16 bytes");
  }

  @Test
  void whatNoCompressionCouldHoldIsRefusedBeforeMemoryIsTaken() {
    ImageDecoder large = new ImageDecoder();
    byte[] tiff =
        TiffBytes.of(8000, 8000, 1).tag(TiffBytes.COMPRESSION, 8).part(new byte[62000]).bytes();
    assertThatThrownBy(() -> large.read("x.tif", tiff))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("has 62000 bytes for 64000000");
  }

  @Test
  void stripsThatAllNameTheWholeFileAreRefused() {
    long[] offsets = new long[64];
    long[] counts = new long[64];
    Arrays.fill(offsets, 8);
    Arrays.fill(counts, 64);
    TiffBytes tiff = TiffBytes.of(64, 64, 1).tag(TiffBytes.ROWS_PER_STRIP, 1).part(new byte[64]);
    tiff.tag(TiffBytes.STRIP_OFFSETS, offsets).tag(TiffBytes.STRIP_COUNTS, counts);
    refuses(tiff.bytes(), "bytes long together");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7})
  void partsThatEachNeedADecoderAreNotMany(int compression) {
    TiffBytes tiff = TiffBytes.of(2, 2000, 1).tag(TiffBytes.ROWS_PER_STRIP, 1);
    tiff.tag(TiffBytes.COMPRESSION, compression).tag(TiffBytes.BITS, compression == 4 ? 1 : 8);
    tiff.tag(TiffBytes.STRIP_OFFSETS, new long[2000]).tag(TiffBytes.STRIP_COUNTS, new long[2000]);
    refuses(tiff.bytes(), "cut into 2000 parts, the limit is 1024");
  }

  @Test
  void whatUnpacksToMoreThanThePictureIsCutThere() throws IOException {
    byte[] bomb = TiffBytes.deflated(new byte[1 << 20]);
    byte[] tiff = TiffBytes.of(4, 4, 1).tag(TiffBytes.COMPRESSION, 8).part(bomb).bytes();
    assertThat(reader.read("bomb", tiff).samples()).hasSize(16);
  }

  private void refuses(byte[] tiff, String reason) {
    assertThatThrownBy(() -> reader.read("x.tif", tiff))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("x.tif: ")
        .hasMessageContaining(reason);
  }

  /** Every byte as a code of 9 bits, a clear before each hundred, so that codes do not grow. */
  private static byte[] lzw(byte[] data) {
    StringBuilder bits = new StringBuilder();
    for (int i = 0; i < data.length; i++) {
      if (i % 100 == 0) {
        bits.append("100000000");
      }
      bits.append('0').append(Integer.toBinaryString(0x100 | (data[i] & 0xff)).substring(1));
    }
    bits.append("100000001").append("0".repeat(7));
    byte[] packed = new byte[bits.length() / 8];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
    return packed;
  }

  private static byte[] packed(byte[] data) {
    ByteBuffer packed = ByteBuffer.allocate(data.length + data.length / 100 + 1);
    for (int i = 0; i < data.length; i += 100) {
      int count = Math.min(100, data.length - i);
      packed.put((byte) (count - 1)).put(data, i, count);
    }
    return Arrays.copyOf(packed.array(), packed.position());
  }
}
