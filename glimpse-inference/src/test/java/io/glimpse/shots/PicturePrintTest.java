package io.glimpse.shots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.image.Image;
import org.junit.jupiter.api.Test;

class PicturePrintTest {

  /** A picture of waves that is nowhere its own mirror image. */
  private static Image waves(int width, int height, double phase, boolean mirrored) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = (mirrored ? width - 1 - x + 0.5 : x + 0.5) / width;
        double v = (y + 0.5) / height;
        double wave = Math.sin(9 * u + phase) * Math.cos(4 * v) + u * v;
        for (int band = 0; band < 3; band++) {
          rgb[3 * (y * width + x) + band] = (byte) (int) (110 + 50 * wave + 10 * band);
        }
      }
    }
    return Image.of(Image.Mode.RGB, width, height, rgb);
  }

  @Test
  void anotherSizeIsTheSamePicture() {
    PicturePrint print = PicturePrint.of(waves(300, 200, 0, false));

    assertThat(print.agreement(print)).isCloseTo(1, within(1e-5));
    assertThat(print.agreement(PicturePrint.of(waves(151, 101, 0, false)))).isGreaterThan(0.99);
    assertThat(print.isFlat()).isFalse();
  }

  @Test
  void theMirrorImageIsKnownAsSuch() {
    PicturePrint print = PicturePrint.of(waves(301, 200, 0, false));
    PicturePrint mirrored = PicturePrint.of(waves(301, 200, 0, true));

    assertThat(print.mirroredAgreement(mirrored)).isGreaterThan(0.99);
    assertThat(print.agreement(mirrored)).isLessThan(0.9);
  }

  @Test
  void anotherPictureIsNotTheSame() {
    PicturePrint print = PicturePrint.of(waves(300, 200, 0, false));
    PicturePrint other = PicturePrint.of(waves(300, 200, 2, false));

    assertThat(print.agreement(other)).isLessThan(PicturePrint.SAME);
    assertThat(print.mirroredAgreement(other)).isLessThan(PicturePrint.SAME);
  }

  @Test
  void aPictureOfOneColourIsFlatAndAgreesWithNone() {
    PicturePrint flat = PicturePrint.of(Image.of(Image.Mode.GRAY, 20, 20, new byte[400]));

    assertThat(flat.isFlat()).isTrue();
    assertThat(flat.agreement(flat)).isZero();
  }
}
