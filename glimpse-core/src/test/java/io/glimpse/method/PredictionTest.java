package io.glimpse.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.ClassSet;
import io.glimpse.matrix.Matrix;
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
