package io.glimpse.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.matrix.Matrix;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class HeatMapTest {

  @Test
  void coloursGrowLighterWithTheWeight() {
    double before = -1;
    for (int i = 0; i <= 100; i++) {
      int colour = HeatMap.colour(i / 100.0);
      double luminance =
          0.2126 * (colour >> 16 & 0xff) + 0.7152 * (colour >> 8 & 0xff) + 0.0722 * (colour & 0xff);
      assertThat(luminance).isGreaterThan(before);
      before = luminance;
    }
  }

  @Test
  void theRangeIsStretchedOverAllColours() {
    Matrix weights = Matrix.of(new float[] {0.2f, 0.25f}, new float[] {0.25f, 0.3f});

    BufferedImage map = HeatMap.draw(new Attention("cat", weights));

    assertThat(map.getRGB(0, 0) & 0xffffff).isEqualTo(HeatMap.colour(0));
    assertThat(map.getRGB(map.getWidth() - 1, map.getHeight() - 1) & 0xffffff)
        .isEqualTo(HeatMap.colour(1));
  }

  @Test
  void columnsOfTheGridRunToTheRight() {
    BufferedImage map = HeatMap.draw(new Attention("cat", Matrix.of(new float[] {0.9f, 0.1f})));

    assertThat(map.getRGB(0, 30) & 0xffffff).isEqualTo(HeatMap.colour(1));
    assertThat(map.getRGB(map.getWidth() - 1, 30) & 0xffffff).isEqualTo(HeatMap.colour(0));
  }

  @Test
  void flatAttentionIsOneColour() {
    BufferedImage map = HeatMap.draw(new Attention("cat", Matrix.of(new float[] {0.5f, 0.5f})));

    assertThat(map.getRGB(0, 0) & 0xffffff).isEqualTo(HeatMap.colour(0.5));
    assertThat(map.getRGB(55, 55)).isEqualTo(map.getRGB(0, 0));
  }

  @Test
  void attentionThatIsNoShareIsRefused() {
    assertThatThrownBy(() -> new Attention("cat", Matrix.of(new float[] {0.5f, Float.NaN})))
        .hasMessage("the attention for 'cat' is NaN at row 0, column 1, not between 0 and 1");
  }
}
