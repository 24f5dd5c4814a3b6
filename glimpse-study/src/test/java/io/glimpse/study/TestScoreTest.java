package io.glimpse.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.calibration.Calibration;
import io.glimpse.calibration.Lack;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TestScoreTest {

  private static final ClassSet CLASSES = ClassSet.of("ant", "bee", "cat", "dog");
  private static final FeatureBatch PICTURES = FeatureBatch.ofGlobals(new Matrix(2, 1));

  private static TestScore score(int... columns) {
    return new TestScore(Calibration.none(Lack.NO_EXAMPLES), null, CLASSES, null, columns);
  }

  @Test
  void testSetOfFewerClassesIsAnsweredByTheirColumnsAlone() {
    TestScore score = score(3, 1);

    // The largest logits are of classes that the test set does not have.
    score.read(PICTURES, Matrix.of(new float[] {9, 1, 9, 2}, new float[] {9, 3, 9, 1}), 0, 0);

    CellResult.Score counted = score.toScore(null);
    assertThat(counted.classTotal()).containsExactly(2, 0);
    assertThat(counted.classCorrect()).containsExactly(1, 0);
    assertThat(counted.confusions()).containsExactly(List.of(0, 1, 1));
    double first = Math.log(1 + Math.exp(-1));
    double second = Math.log(1 + Math.exp(2));
    assertThat(Objects.requireNonNull(counted.trust()).nll())
        .isCloseTo((first + second) / 2, within(1e-6));
  }

  @Test
  void ofEqualLogitsTheFirstClassOfTheTestSetWins() {
    TestScore score = score(3, 1);

    score.read(PICTURES, Matrix.of(new float[] {0, 5, 0, 5}, new float[] {0, 5, 0, 5}), 0, 1);

    assertThat(score.toScore(null).correct()).isEqualTo(1);
    assertThat(score.toScore(null).confusions()).containsExactly(List.of(1, 0, 1));
  }

  @Test
  void binsAreThoseOfTheProbabilities() {
    TestScore score = score();

    // All classes are alike, so that the first is taken with a quarter.
    score.read(PICTURES, new Matrix(2, 4), 0, 2);

    Trust trust = Objects.requireNonNull(score.toScore(null).trust());
    assertThat(trust.reliability().get(3)).isEqualTo(new Trust.Bin(2, 0.5, 1));
    assertThat(trust.ece()).isCloseTo(0.25, within(1e-12));
    assertThat(trust.brier()).isCloseTo(0.75, within(1e-12));
    assertThat(trust.sets()).isNull();
  }
}
