package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileBytesTest {

  private final ImageDecoder reader =
      new ImageDecoder(DecodeOptions.defaults().withMaxPixels(1_000_000));

  static Object[] pictures() throws IOException {
    return PreprocessingTest.pictures().stream()
        .filter(name -> !name.startsWith("large"))
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void damagedBytesGiveAPictureOrAnImageException(String name) throws IOException {
    byte[] good = bytes(name);
    Random random = new Random(name.hashCode());
    for (int i = 0; i < 24; i++) {
      byte[] bad = good.clone();
      // Half of the hits are in the first bytes, where the headers are.
      int reach = i % 2 == 0 ? bad.length : Math.min(bad.length, 160);
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        bad[random.nextInt(reach)] = (byte) random.nextInt(256);
      }
      if (name.endsWith(".png")) {
        repairCheckSums(bad);
      }
      assertOnlyImageException(name, bad);
    }
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void aFileCutAnywhereIsRefused(String name) throws IOException {
    byte[] good = bytes(name);
    Random random = new Random(name.hashCode());
    for (int i = 0; i < 12; i++) {
      // A JPEG may lack its last marker, and of a GIF only the first frame is read.
      int most = name.endsWith(".gif") ? 2000 : good.length - 2;
      byte[] cut = Arrays.copyOf(good, random.nextInt(most));
      assertThatThrownBy(() -> reader.read(name, cut))
          .as("%s cut after %d bytes", name, cut.length)
          .isInstanceOf(ImageException.class)
          .hasMessageStartingWith(name + ": ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BM", "GIF89a", "RIFF\4\0\0\0WEBP", "\u00ff\u00d8\u00ff"})
  void nothingButASignatureIsRefused(String signature) {
    for (int length = 16; length < 400; length += 13) {
      byte[] bytes = new byte[length];
      for (int i = 0; i < signature.length(); i++) {
        bytes[i] = (byte) signature.charAt(i);
      }
      assertThatThrownBy(() -> reader.read("x", bytes)).isInstanceOf(ImageException.class);
      Arrays.fill(bytes, signature.length(), length, (byte) 0xff);
      assertThatThrownBy(() -> reader.read("x", bytes)).isInstanceOf(ImageException.class);
    }
  }

  @Test
  void aJpegWithScansWithoutEndIsRefused() throws IOException {
    byte[] jpeg = bytes("progressive.jpg");
    byte[] scans = Arrays.copyOf(jpeg, jpeg.length + 2000);
    for (int i = jpeg.length; i < scans.length; i += 2) {
      scans[i] = (byte) 0xff;
      scans[i + 1] = (byte) 0xda;
    }
    assertThatThrownBy(() -> reader.read("x.jpg", scans))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("scans, the limit is 200");
  }

  @Test
  void manyScansOfManyPixelsAreRefusedUndecoded() throws IOException {
    byte[] jpeg = bytes("progressive.jpg");
    int frame = 2;
    while ((jpeg[frame + 1] & 0xff) != 0xc2) {
      frame += 2 + (jpeg[frame + 2] & 0xff) * 256 + (jpeg[frame + 3] & 0xff);
    }
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 8000).putShort(frame + 7, (short) 8000);
    byte[] scans = Arrays.copyOf(jpeg, jpeg.length + 60);
    for (int i = jpeg.length; i < scans.length; i += 2) {
      scans[i] = (byte) 0xff;
      scans[i + 1] = (byte) 0xda;
    }

    assertThatThrownBy(() -> new ImageDecoder().read("x.jpg", scans))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("JPEG of 8000 x 8000 pixels with ")
        .hasMessageContaining("which would take a minute");
  }

  @Test
  void aJpegThatEndsWithinItsDataIsRefusedThoughItHasAnEnd() throws IOException {
    byte[] jpeg = bytes("progressive.jpg");
    byte[] half = Arrays.copyOf(jpeg, jpeg.length / 2);
    half[half.length - 2] = (byte) 0xff;
    half[half.length - 1] = (byte) 0xd9;

    assertThatThrownBy(() -> reader.read("x.jpg", half))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("x.jpg: ");
  }

  @Test
  void metadataThatClaimToBeHugeAreNotUnpacked() throws IOException {
    byte[] png = bytes("rgb.png");
    byte[] text = new byte[1 << 16];
    ByteBuffer bomb = ByteBuffer.allocate(png.length + 12 + text.length);
    bomb.put(png, 0, 33).putInt(text.length).put(new byte[] {'z', 'T', 'X', 't'}).put(text);
    CRC32 crc = new CRC32();
    crc.update(bomb.array(), 37, 4 + text.length);
    bomb.putInt((int) crc.getValue()).put(png, 33, png.length - 33);
    assertThat(reader.read("x.png", bomb.array())).hasToString("300x201 RGB");
  }

  private void assertOnlyImageException(String name, byte[] bytes) {
    assertThatCode(
            () -> {
              try {
                Image picture = reader.read(name, bytes);
                assertThat(Preprocessing.clip(8).crop(picture)).hasSize(192);
              } catch (ImageException e) {
                assertThat(e).hasMessageStartingWith(name + ": ");
              }
            })
        .doesNotThrowAnyException();
  }

  /** Lets damage inside PNG chunks pass the check of their CRC-32, to reach the decoder. */
  private static void repairCheckSums(byte[] png) {
    ByteBuffer view = ByteBuffer.wrap(png);
    int at = 8;
    while (at <= png.length - 12) {
      int length = view.getInt(at);
      if (length < 0 || length > png.length - 12 - at) {
        return;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, length + 4);
      view.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(Shared.path("fixtures/encoders/images/" + name));
  }
}
