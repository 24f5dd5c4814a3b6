package io.glimpse.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.feature.ClassSet;
import io.glimpse.fixture.Case;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void theFixturesCalibrationError() {
    Case c = Case.of("small/ece.json");
    double[][] probabilities = c.doubles("inputs.prob");
    int[] labels = c.ints("inputs.labels");
    CalibrationError error = new CalibrationError();
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      for (int k = 1; k < probabilities[i].length; k++) {
        best = probabilities[i][k] > probabilities[i][best] ? k : best;
      }
      error.add(probabilities[i][best], best == labels[i]);
    }

    assertThat(error.value()).isCloseTo(c.number("expected.ece"), offset(c.number("tolerance")));
  }

  @Test
  void classesWithoutPicturesDoNotCountInTheMean() {
    ClassSet classes = ClassSet.of("a", "b", "c");
    Evaluation evaluation = new Evaluation(classes);
    Matrix logits = Matrix.of(new float[] {1, 0, 0}, new float[] {0, 1, 0});
    evaluation.add(0, Prediction.of(classes, logits, 0));
    evaluation.add(0, Prediction.of(classes, logits, 1));
    evaluation.add(1, Prediction.of(classes, logits, 1));

    assertThat(evaluation.accuracy()).isEqualTo(2 / 3.0);
    assertThat(evaluation.meanOfClasses()).isEqualTo(0.75);
    assertThat(evaluation.confusion()[0]).containsExactly(1, 1, 0);
  }

  @Test
  void equalLogitsRankInTheOrderOfTheTask() {
    Prediction prediction = Prediction.of(ClassSet.of("a", "b"), Matrix.of(new float[] {3, 3}), 0);

    assertThat(prediction.best().name()).isEqualTo("a");
    assertThat(prediction.best().probability()).isEqualTo(0.5);
    assertThat(prediction.margin()).isZero();
  }
}
