package io.glimpse.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturesTest {

  private static BufferedImage embedded(Pictures pictures) throws Exception {
    String css = pictures.css();
    String base64 = css.substring(css.indexOf("base64,") + 7, css.indexOf(')'));
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }

  @Test
  void largePicturesShrinkToTheLimitAndSeeEveryPixel() throws Exception {
    byte[] stripes = new byte[3 * 400 * 400];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = (byte) (i / 3 % 2 == 0 ? 0 : 200);
    }
    Pictures pictures = new Pictures();
    pictures.styleOf(Crop.of(stripes, 400), 100);

    BufferedImage shown = embedded(pictures);

    assertThat(shown.getWidth()).isEqualTo(100);
    assertThat((double) (shown.getRGB(50, 50) & 0xff)).isCloseTo(100, within(4.0));
  }

  @Test
  void smallPicturesKeepTheirSize() throws Exception {
    Pictures pictures = new Pictures();
    pictures.styleOf(gray(77), 100);

    assertThat(embedded(pictures).getWidth()).isEqualTo(8);
    assertThat((double) (embedded(pictures).getRGB(4, 4) & 0xff)).isCloseTo(77, within(2.0));
  }

  @Test
  void equalPicturesAtOneLimitAreOne() {
    Pictures pictures = new Pictures();

    String style = pictures.styleOf(gray(1), 100);

    assertThat(pictures.styleOf(gray(1), 100)).isEqualTo(style);
    assertThat(pictures.styleOf(gray(2), 100)).isNotEqualTo(style);
    assertThat(pictures.styleOf(gray(1), 4)).isNotEqualTo(style);
  }

  private static Crop gray(int value) {
    byte[] rgb = new byte[3 * 8 * 8];
    Arrays.fill(rgb, (byte) value);
    return Crop.of(rgb, 8);
  }
}
