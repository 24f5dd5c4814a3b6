package io.glimpse.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DepthViewTest {

  @ParameterizedTest
  @CsvSource({
    "110, 224",
    "128, 224",
    "224, 110",
    "224, 31",
    "5, 100",
    "2, 3",
    "7, 1",
    "1, 4",
    "2, 2",
    "9, 10",
    "3, 7"
  })
  void aResizedValueIsBlendedFromTheFourAroundIt(int size, int target) {
    float[] values = new float[size * size];
    Random random = new Random(size);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }

    DepthView resized = new DepthView(size, values).resized(target);

    assertThat(resized.size()).isEqualTo(target);
    for (int row = 0; row < target; row++) {
      for (int column = 0; column < target; column++) {
        assertThat((double) resized.values()[row * target + column])
            .isCloseTo(
                at(values, size, place(row, size, target), place(column, size, target)),
                within(1e-6));
      }
    }
  }

  private static double place(int index, int size, int target) {
    return target == 1 ? 0 : (double) index * (size - 1) / (target - 1);
  }

  private static double at(float[] values, int size, double row, double column) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double weight = Math.max(0, 1 - Math.abs(row - i)) * Math.max(0, 1 - Math.abs(column - j));
        sum += weight * values[i * size + j];
      }
    }
    return sum;
  }

  @Test
  void graysAreRoundedAndStayBetweenBlackAndWhite() {
    DepthView view = new DepthView(2, new float[] {-1, 0.51f, 2.99f, 4});

    assertThat(view.toGray(3)).containsExactly(0, 43, 254, 255);
    assertThat(view.toGray(0)).containsOnly(0);
    assertThat(view.toRgb(3)).containsExactly(0, 0, 0, 43, 43, 43, 254, 254, 254, 255, 255, 255);
  }
}
