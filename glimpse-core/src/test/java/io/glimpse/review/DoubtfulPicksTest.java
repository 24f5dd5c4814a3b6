package io.glimpse.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.matrix.Matrix;
import io.glimpse.review.DoubtfulPicks.Pick;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoubtfulPicksTest {

  private static Matrix axes(int... axes) {
    float[][] rows = new float[axes.length][];
    for (int i = 0; i < axes.length; i++) {
      rows[i] = SpreadBank.near(axes[i], 0, new Random(1));
    }
    return Matrix.of(rows);
  }

  @Test
  void theMostDoubtfulComesFirst() {
    assertThat(DoubtfulPicks.of(axes(0, 1, 2), new double[] {0.2, 0.9, 0.5}, 2))
        .extracting(Pick::picture)
        .containsExactly(1, 2);
  }

  @Test
  void theSamePictureIsNotPickedAgain() {
    assertThat(DoubtfulPicks.of(axes(0, 0, 1, 0), new double[] {0.9, 0.9, 0.1, 0.8}, 4))
        .extracting(Pick::picture)
        .containsExactly(0, 2);
  }

  @Test
  void whatIsUnlikeThoseBeforeItComesBeforeWhatIsALittleMoreDoubtful() {
    Matrix rows =
        Matrix.of(new float[] {1, 0, 0}, new float[] {0.96f, 0.28f, 0}, new float[] {0, 0, 1});

    assertThat(DoubtfulPicks.of(rows, new double[] {0.9, 0.8, 0.7}, 3))
        .extracting(Pick::picture)
        .containsExactly(0, 2, 1);
  }

  @Test
  void oneOrNoPictureIsNoSpecialCase() {
    assertThat(DoubtfulPicks.of(axes(0), new double[] {0}, 5)).containsExactly(new Pick(0, 1));
    assertThat(DoubtfulPicks.of(new Matrix(0, 3), new double[0], 5)).isEmpty();
    assertThatThrownBy(() -> DoubtfulPicks.of(axes(0), new double[2], 5))
        .hasMessage("2 doubts of 1 pictures");
  }
}
