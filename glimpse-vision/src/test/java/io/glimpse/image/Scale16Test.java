package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.fixture.Shared;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Scale16Test {

  private final ImageDecoder full = new ImageDecoder();
  private final ImageDecoder used =
      new ImageDecoder(DecodeOptions.defaults().withScale16(Scale16.USED));

  @ParameterizedTest
  @CsvSource({
    // the largest sample, the bits that it takes, and what it and its half become
    "65535, 16, 255, 127",
    "32767, 15, 255, 127",
    "1023, 10, 255, 127",
    "600, 10, 150, 75",
    "4095, 12, 255, 127",
    "255, 8, 255, 127",
    "3, 2, 3, 1",
  })
  void theBitsThatAreUsedFillTheRange(int largest, int bits, int white, int gray)
      throws IOException {
    byte[] png = grayPng(0, largest / 2, largest);
    Image picture = used.read("a.png", png);
    assertThat(picture.samples()).containsExactly(0, gray, white);
    assertThat(picture.findings().usedBits()).isEqualTo(bits);
    assertThat(full.read("a.png", png).samples())
        .containsExactly(0, (largest / 2) >> 8, largest >> 8);
    assertThat(full.read("a.png", png).findings().usedBits()).isEqualTo(bits);
  }

  @Test
  void whatIsBlackThroughoutUsesNothing() throws IOException {
    assertThat(used.read("a.png", grayPng(0, 0)).findings()).isEqualTo(Findings.NONE);
  }

  @Test
  void picturesOf8BitsAreAsTheyWere() throws IOException {
    byte[] tiff = TiffBytes.of(2, 1, 1).part(1, 3).bytes();
    assertThat(used.read("a.tif", tiff).samples()).containsExactly(1, 3);
    assertThat(used.read("a.tif", tiff).findings()).isEqualTo(Findings.NONE);
  }

  @Test
  void alphaIsNotStretchedWithTheColours() throws IOException {
    TiffBytes tiff = TiffBytes.of(1, 1, 4).tag(TiffBytes.BITS, 16).tag(TiffBytes.EXTRA_SAMPLES, 2);
    tiff.part(0x03, 0xff, 0x01, 0x00, 0, 0, 0x80, 0);
    assertThat(used.read("a.tif", tiff.bytes()).samples()).containsExactly(255, 64, 0, 128);
    assertThat(full.read("a.tif", tiff.bytes()).samples()).containsExactly(3, 1, 0, 128);
  }

  @Test
  void theGrayPictureOfTheFieldIsNoLongerDark() throws IOException {
    Path file = Shared.path("field/inputs/pictures/gray10.png");
    assertThat(full.read(file).findings().usedBits()).isEqualTo(10);
    assertThat(brightest(full.read(file))).isLessThan(4);
    assertThat(brightest(used.read(file))).isGreaterThan(200);
  }

  @Test
  void aScaleIsOneOfTwoWords() {
    assertThat(Scale16.of("Used")).isEqualTo(Scale16.USED);
    assertThat(Scale16.of(Scale16.FULL.label())).isEqualTo(Scale16.FULL);
    assertThatThrownBy(() -> Scale16.of("half"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("full or used, not 'half'");
  }

  private static int brightest(Image picture) {
    int most = 0;
    for (byte sample : picture.samples()) {
      most = Math.max(most, sample & 0xff);
    }
    return most;
  }

  private static byte[] grayPng(int... samples) throws IOException {
    BufferedImage image = new BufferedImage(samples.length, 1, BufferedImage.TYPE_USHORT_GRAY);
    for (int x = 0; x < samples.length; x++) {
      image.getRaster().setSample(x, 0, 0, samples[x]);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
