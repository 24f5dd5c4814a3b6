package io.glimpse.calip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Parameters;
import io.glimpse.method.Task;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceAttentionTest {

  private static final int HEIGHT = 2;
  private static final int WIDTH = 3;

  private final Matrix text = unit(4, 1);
  private final FeatureBatch picture = FeatureBatch.ofTokens(unit(1 + HEIGHT * WIDTH, 2), 7);

  /** CALIP's guided term is the similarity of the picture with its places, under these weights. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 2, 9})
  void theWeightsAreThoseOfCalipsGuidedTerm(double scale) {
    Map<String, String> guided =
        Map.of("scale", "" + scale, "beta1", "0", "beta2", "1", "beta3", "0");
    Calip calip = new Calip();
    Matrix logits =
        calip
            .fit(
                Task.of(TextFeatures.ofWeights(ClassSet.numbered(4), text))
                    .parameters(Parameters.of(calip, guided))
                    .build())
            .logits(picture);

    for (int label = 0; label < 4; label++) {
      Matrix grid = PlaceAttention.of(picture, HEIGHT, text, label, scale);

      assertThat(grid.rows()).isEqualTo(HEIGHT);
      assertThat(grid.columns()).isEqualTo(WIDTH);
      double sum = 0;
      double similarity = 0;
      for (int place = 0; place < HEIGHT * WIDTH; place++) {
        float weight = grid.get(place / WIDTH, place % WIDTH);
        sum += weight;
        similarity += weight * picture.spatial(0).dot(place, picture.globals(), 0);
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
      assertThat(100 * similarity).isCloseTo(logits.get(0, label), within(1e-4));
    }
  }

  @Test
  void placesThatFillNoGridAreRefused() {
    assertThatThrownBy(() -> PlaceAttention.of(picture, 4, text, 0, 2))
        .hasMessage("6 places do not fill a grid of 4 rows");
  }

  private static Matrix unit(int rows, long seed) {
    Random random = new Random(seed);
    Matrix m = new Matrix(rows, 5);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m.normalizeRows();
  }
}
