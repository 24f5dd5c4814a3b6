package io.glimpse.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchScoreTest {

  private static final ClassSet CLASSES = ClassSet.of("cat", "dog");

  /** Two texts at a right angle. */
  private static final Matrix TEXTS = Matrix.wrap(new float[] {1, 0, 0, 1}, 2, 2);

  @Test
  void aPictureMatchesClassesByThemselvesAndNoneWhereNoneReachesAHalf() {
    // s cos + b is 10 cos - 6: 4 and -6 of the first picture, -1.2 and 0.4 less of the others.
    CalibratedAnswers answers =
        new CalibratedAnswers(CLASSES, Calibration.ofMatches(10, -6), TEXTS, AnswerRules.usual());
    Matrix pictures = Matrix.wrap(new float[] {1, 0, 0.48f, -0.8772685f}, 2, 2);
    Matrix logits = Matrix.wrap(new float[] {100, 0, 48, -87.7f}, 2, 2);

    List<Prediction> two = answers.of(logits, FeatureBatch.ofGlobals(pictures));

    assertThat(two.get(0).best().match()).isCloseTo(1 / (1 + Math.exp(-4)), offset(1e-6));
    assertThat(two.get(0).ranked().get(1).match()).isCloseTo(1 / (1 + Math.exp(6)), offset(1e-6));
    assertThat(two.get(0).isUnknown()).isFalse();
    assertThat(two.get(1).best().probability()).isGreaterThan(0.99);
    assertThat(two.get(1).best().match()).isCloseTo(1 / (1 + Math.exp(1.2)), offset(1e-6));
    assertThat(two.get(1).isUnknown()).isTrue();
    assertThat(answers.threshold()).isEqualTo(0.5);
    assertThat(answers.calibration().isCalibrated()).isFalse();
  }

  @Test
  void aThresholdOfTheUsersHoldsAndAShareOfPicturesCannotBePromised() {
    Calibration calibration = Calibration.ofMatches(10, -6);

    assertThat(
            new CalibratedAnswers(
                    CLASSES, calibration, TEXTS, AnswerRules.usual().withUnknownThreshold(0.1))
                .threshold())
        .isEqualTo(0.1);
    assertThatThrownBy(
            () ->
                new CalibratedAnswers(
                    CLASSES, calibration, TEXTS, AnswerRules.usual().withUnknownRate(0.05)))
        .hasMessageContaining("at least 19 examples");
  }

  @Test
  void aScaleIsAboveZero() {
    assertThatThrownBy(() -> Calibration.ofMatches(0, -6)).hasMessageContaining("scale");
    assertThatThrownBy(() -> Calibration.ofMatches(10, Double.NaN)).hasMessageContaining("bias");
  }
}
