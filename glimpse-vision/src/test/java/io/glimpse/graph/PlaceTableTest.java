package io.glimpse.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.checkpoint.Grid;
import io.glimpse.graph.PlaceTable.Kernel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaceTableTest {

  @Test
  void atTheSizeOfTheTrainingItIsTheTableToTheBit() {
    float[] table = new float[(1 + 7 * 7) * 5];
    Random random = new Random(1);
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) random.nextGaussian();
    }

    assertThat(PlaceTable.resampled(table, 1, 7, Grid.square(7), 5, Kernel.SMOOTH))
        .isEqualTo(table);
  }

  @Test
  void whatGrowsEvenlyGrowsEvenlyOnAFinerGrid() {
    // The first column grows from left to right, the second from top to bottom.
    float[] table = new float[(1 + 6 * 6) * 2];
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 6; column++) {
        table[2 * (1 + row * 6 + column)] = column;
        table[2 * (1 + row * 6 + column) + 1] = 10 * row;
      }
    }

    float[] fine = PlaceTable.resampled(table, 1, 6, Grid.square(15), 2, Kernel.SMOOTH);

    // But at the border, beyond which the table is taken to go on as it ends.
    for (int row = 4; row < 11; row++) {
      for (int column = 4; column < 11; column++) {
        int at = 2 * (1 + row * 15 + column);
        assertThat(fine[at]).isCloseTo((column + 0.5f) * 6 / 15 - 0.5f, offset(1e-5f));
        assertThat(fine[at + 1]).isCloseTo(10 * ((row + 0.5f) * 6 / 15 - 0.5f), offset(1e-4f));
      }
    }
  }

  @Test
  void theClassTokenStaysAndOneValueIsOneValueEverywhere() {
    float[] table = new float[1 + 3 * 3];
    Arrays.fill(table, 2);
    table[0] = 9;

    float[] fine = PlaceTable.resampled(table, 1, 3, Grid.square(8), 1, Kernel.SMOOTH);

    assertThat(fine[0]).isEqualTo(9);
    for (int i = 1; i < fine.length; i++) {
      assertThat(fine[i]).isCloseTo(2, offset(1e-5f));
    }
  }
}
