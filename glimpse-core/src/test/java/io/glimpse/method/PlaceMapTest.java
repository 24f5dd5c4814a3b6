package io.glimpse.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.ClassSet;
import io.glimpse.matrix.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceMapTest {

  private static final PlaceMap.Box LEFT = new PlaceMap.Box(4, 2, 20, 18);
  private static final PlaceMap.Box RIGHT = new PlaceMap.Box(20, 2, 36, 18);
  private static final PlaceMap.Box BOTH = new PlaceMap.Box(4, 2, 36, 18);

  private static final List<PlaceMap.Place> ODDEST =
      List.of(new PlaceMap.Place(0, 1, RIGHT, 1.5), new PlaceMap.Place(0, 0, LEFT, -0.5));

  private static Matrix oddness() {
    return Matrix.of(new float[] {-0.5f, 1.5f});
  }

  private static Prediction answer() {
    return Prediction.of(ClassSet.of("good", "bad"), Matrix.of(new float[] {1, 2}), 0);
  }

  @Test
  void answersAreEqualWhereTheirMapsHoldTheSame() {
    Prediction one = answer().withPlaces(new PlaceMap(oddness(), BOTH, ODDEST));
    Prediction same = answer().withPlaces(new PlaceMap(oddness(), BOTH, ODDEST));
    Prediction other =
        answer().withPlaces(new PlaceMap(Matrix.of(new float[] {-0.4f, 1.5f}), BOTH, ODDEST));

    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    assertThat(one).isNotEqualTo(answer());
    assertThat(one.ranked()).isEqualTo(answer().ranked());
  }

  @Test
  void whatIsNoMapIsRefused() {
    assertThatThrownBy(() -> new PlaceMap(oddness(), BOTH, ODDEST.subList(0, 1)))
        .hasMessage("a map of 1 x 2 matrix tells 2 oddest places, not 1");
    assertThatThrownBy(() -> new PlaceMap(new Matrix(0, 0), BOTH, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PlaceMap(Matrix.of(new float[] {Float.NaN, 1}), BOTH, ODDEST))
        .hasMessageContaining("the oddness of places");
    assertThatThrownBy(() -> new PlaceMap.Box(4, 2, 4, 18))
        .hasMessage("4,2 to 4,18 is no box of pixels");
  }
}
