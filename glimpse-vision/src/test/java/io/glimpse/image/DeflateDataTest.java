package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateDataTest {

  private static final byte[] ZLIB_HEADER = {0x78, (byte) 0x9c};

  /**
   * Bits, the first the lowest of its byte: a block, not the last, of fixed codes and their end.
   */
  private static final String EMPTY_FIXED = "0" + "10" + "0000000";

  /**
   * Likewise with codes of its own: 257 letters of which the last alone has a code, of one bit, one
   * distance that has none, and 18 lengths for the code that says so.
   */
  private static final String EMPTY_DYNAMIC =
      "0"
          + "01"
          + "00000"
          + "00000"
          + "0111"
          // The codes that say lengths: 18, many zeros, has one bit; 0 and 1 have two.
          + "000000"
          + "100"
          + "010"
          + "000000000000000000000000000000000000000"
          + "010"
          // 138 and 118 zeros, a one, a zero; then the end of the block.
          + "0"
          + "1111111"
          + "0"
          + "1101011"
          + "11"
          + "10"
          + "0";

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "6, 1", "6, 256", "9, 4", "0, 256"})
  void dataComeBackInSpiteOfWindows(int level, int values) throws DataFormatException {
    byte[] data = new byte[300_001];
    Random random = new Random(7);
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) random.nextInt(values);
    }
    byte[] stream = stream(data, level, data.length);
    byte[] out = new byte[data.length];

    assertThat(DeflateData.unpack(stream, 0, stream.length, out)).isEqualTo(data.length);
    assertThat(out).isEqualTo(data);
  }

  @Test
  void aStreamThatIsFlushedAfterEachFewBytesIsRead() throws DataFormatException {
    byte[] data = new byte[200_000];
    new Random(7).nextBytes(data);
    byte[] stream = stream(data, 6, 32);
    byte[] out = new byte[data.length];

    assertThat(DeflateData.unpack(stream, 0, stream.length, out)).isEqualTo(data.length);
    assertThat(out).isEqualTo(data);
  }

  @Test
  void bytesBehindTheStreamAreNoneOfIt() throws DataFormatException {
    byte[] data = {1, 2, 3};
    byte[] stream = stream(data, 6, data.length);
    byte[] file = Arrays.copyOf(stream, stream.length + 1_000_000);

    assertThat(DeflateData.unpack(file, 0, file.length, new byte[10])).isEqualTo(3);
  }

  @Test
  void aStreamThatEndsEarlyGivesWhatItHas() throws DataFormatException {
    byte[] stream = stream(new byte[1000], 0, 1000);

    assertThat(DeflateData.unpack(stream, 0, 507, new byte[1000])).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {EMPTY_DYNAMIC, EMPTY_FIXED})
  void blocksOfNothingAreReadThoughNotWithoutEnd(String block) throws DataFormatException {
    byte[] few = blocks(block, 1 << 15);
    assertThat(DeflateData.unpack(few, 0, few.length, new byte[10])).isZero();

    byte[] many = blocks(block, 1 << 17);
    assertThatThrownBy(() -> DeflateData.unpack(many, 0, many.length, new byte[10]))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("blocks without data");
  }

  /** Of about as many bytes. */
  private static byte[] blocks(String block, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ZLIB_HEADER);
    String eight = block.repeat(8);
    byte[] packed = new byte[block.length()];
    for (int i = 0; i < eight.length(); i++) {
      packed[i / 8] |= (byte) ((eight.charAt(i) - '0') << (i % 8));
    }
    while (out.size() < length) {
      out.writeBytes(packed);
    }
    return out.toByteArray();
  }

  private static byte[] stream(byte[] data, int level, int flushed) {
    Deflater deflater = new Deflater(level);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 20];
    for (int at = 0; at < data.length; at += flushed) {
      deflater.setInput(data, at, Math.min(flushed, data.length - at));
      out.write(some, 0, deflater.deflate(some, 0, some.length, Deflater.SYNC_FLUSH));
    }
    deflater.finish();
    out.write(some, 0, deflater.deflate(some));
    deflater.end();
    return out.toByteArray();
  }
}
