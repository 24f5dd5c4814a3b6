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

  /** Half as many places: weights of 19/32 at distances of 1/2, and of -3/32 at 3/2. */
  @Test
  void aSharpKernelTakesTheEdgeForWhatIsBeyondIt() {
    float[] column = {1, 10, 100, 1000};

    float[] same = PlaceTable.resampled(square(column), 0, 4, Grid.square(4), 1, Kernel.SHARP);
    float[] halves = PlaceTable.resampled(square(column), 0, 4, new Grid(2, 1), 1, Kernel.SHARP);

    assertThat(same).isEqualTo(square(column));
    // Centres at 1/2 and 5/2, where the first and the last neighbour are the edge itself.
    assertThat(halves[0])
        .isCloseTo((float) (-0.09375 * (1 + 100) + 0.59375 * (1 + 10)), offset(1e-4f));
    assertThat(halves[1])
        .isCloseTo((float) (-0.09375 * (10 + 1000) + 0.59375 * (100 + 1000)), offset(1e-3f));
  }

  /** Half as many places: weights at distances of 1/4, 3/4, 5/4 and 7/4, of which some are cut. */
  @Test
  void anAntialiasedKernelIsWidenedAndCutAtEdges() {
    double near = keys(0.25);
    double next = keys(0.75);
    double far = keys(1.25);
    double sum = 2 * near + next + far;
    float[] column = {1, 10, 100, 1000};

    float[] halves =
        PlaceTable.resampled(square(column), 0, 4, new Grid(2, 1), 1, Kernel.ANTIALIASED);

    assertThat(halves[0])
        .isCloseTo((float) ((near * (1 + 10) + next * 100 + far * 1000) / sum), offset(1e-3f));
    assertThat(halves[1])
        .isCloseTo((float) ((near * (1000 + 100) + next * 10 + far) / sum), offset(1e-3f));
  }

  private static double keys(double d) {
    return d < 1 ? 1.5 * d * d * d - 2.5 * d * d + 1 : -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2;
  }

  /** A table whose columns are all the same. */
  private static float[] square(float[] column) {
    float[] table = new float[column.length * column.length];
    for (int i = 0; i < table.length; i++) {
      table[i] = column[i / column.length];
    }
    return table;
  }
}
