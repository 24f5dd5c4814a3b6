package io.glimpse.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.ClassSet;
import io.glimpse.matrix.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionTest {

  private static final ClassSet CLASSES = ClassSet.of("cat", "dog");

  @Test
  void theLikeliestClassIsFirst() {
    Prediction prediction = Prediction.of(CLASSES, Matrix.of(new float[] {1, 3}), 0);

    assertThat(prediction.best().name()).isEqualTo("dog");
    assertThat(prediction.margin()).isEqualTo(2);
  }

  @Test
  void asManyClassesAsWantedAreTheLikeliest() {
    Prediction prediction = Prediction.of(CLASSES, Matrix.of(new float[] {1, 3}), 0);

    assertThat(prediction.top(0)).isEmpty();
    assertThat(prediction.top(1)).containsExactly(prediction.best());
    assertThat(prediction.top(9)).isEqualTo(prediction.ranked());
    assertThatThrownBy(() -> prediction.top(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at least 0 classes can be asked for, not -1");
  }

  @Test
  void printedItIsTheLikeliestClasses() {
    Prediction two = Prediction.of(CLASSES, Matrix.of(new float[] {1, 3}), 0);
    Prediction many = Prediction.of(ClassSet.numbered(1000), new Matrix(1, 1000), 0);
    Prediction strange =
        new Prediction(two.ranked(), true, new Prediction.Unknown(1, 2.0), List.of());

    assertThat(two).hasToString("Prediction[dog 0.881, cat 0.119, not calibrated]");
    assertThat(many)
        .hasToString("Prediction[0 0.001, 1 0.001, 2 0.001, ... of 1000, not calibrated]");
    assertThat(strange).hasToString("Prediction[dog 0.881, cat 0.119, calibrated, none of these]");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void logitsThatAreNotFiniteAreRefused(float logit) {
    Matrix logits = Matrix.of(new float[] {1, 3}, new float[] {1, logit});

    assertThatThrownBy(() -> Prediction.of(CLASSES, logits, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "row 1 of the logits gives class 'dog' the value " + logit + ", which is not finite");
  }
}
