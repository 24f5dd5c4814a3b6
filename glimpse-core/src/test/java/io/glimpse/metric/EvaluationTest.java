package io.glimpse.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.ClassSet;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

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
  void everyClassIsCountedAndThoseWithoutPicturesAreKnown() {
    ClassSet classes = ClassSet.of("a", "b", "c", "d", "e", "f", "g");
    Evaluation evaluation = new Evaluation(classes);
    Matrix logits = Matrix.of(new float[] {7, 6, 5, 4, 3, 2, 1});
    for (int truth : new int[] {0, 1, 4, 4, 5}) {
      evaluation.add(truth, Prediction.of(classes, logits, 0));
    }

    assertThat(evaluation.correct(0)).isEqualTo(1);
    assertThat(evaluation.accuracy(4)).isZero();
    assertThat(evaluation.accuracy(6)).isNaN();
    assertThat(evaluation.untested()).containsExactly(2, 3, 6);
    assertThat(evaluation.worstClasses()).containsExactly(4, 1, 5, 0);
    assertThat(evaluation.topFive()).isEqualTo(0.8);
  }

  @Test
  void theMostFrequentMistakesComeFirst() {
    Confusion confusion = new Confusion(3);
    confusion.add(0, 0);
    confusion.add(0, 2);
    confusion.add(1, 0);
    confusion.add(2, 1);
    confusion.add(2, 1);

    assertThat(confusion.mistakes(2))
        .containsExactly(new Confusion.Mistake(2, 1, 2), new Confusion.Mistake(0, 2, 1));
    assertThat(confusion.mistakes(9)).hasSize(3);
    assertThatThrownBy(() -> confusion.mistakes(-1))
        .hasMessage("at least 0 mistakes can be asked for, not -1");
  }

  @Test
  void equalLogitsRankInTheOrderOfTheTask() {
    Prediction prediction = Prediction.of(ClassSet.of("a", "b"), Matrix.of(new float[] {3, 3}), 0);

    assertThat(prediction.best().name()).isEqualTo("a");
    assertThat(prediction.best().probability()).isEqualTo(0.5);
    assertThat(prediction.margin()).isZero();
  }

  @Test
  void oneAnswerThatIsNotCalibratedMakesAllOfThemSo() {
    Evaluation evaluation = new Evaluation(ClassSet.of("a", "b"));
    Prediction plain = Answers.of(0.75, 0.25);
    assertThat(evaluation.isCalibrated()).isFalse();

    evaluation.add(0, new Prediction(plain.ranked(), true, null, List.of()));
    assertThat(evaluation.isCalibrated()).isTrue();

    evaluation.add(0, plain);
    assertThat(evaluation.isCalibrated()).isFalse();
  }

  @Test
  void everyFigureIsOfTheSameAnswers() {
    Evaluation evaluation = new Evaluation(ClassSet.of("a", "b"));
    evaluation.add(0, Answers.of(0.75, 0.25));
    evaluation.add(0, Answers.of(0.25, 0.75));

    assertThat(evaluation.expectedCalibrationError()).isEqualTo(0.25);
    assertThat(evaluation.brier()).isEqualTo((2 * 0.0625 + 2 * 0.5625) / 2);
    assertThat(evaluation.negativeLogLikelihood())
        .isEqualTo(-(Math.log(0.75) + Math.log(0.25)) / 2);
    assertThat(evaluation.riskCoverage().points())
        .containsExactly(new RiskCoverage.Point(1, 0.5, 0.75));
    assertThat(evaluation.sets().total()).isZero();
    assertThat(evaluation.detection().total()).isZero();
  }

  @Test
  void picturesOfNoClassCountInDetectionAlone() {
    Evaluation evaluation = new Evaluation(ClassSet.of("a", "b"));
    evaluation.add(0, Answers.of(0.75, 0.25));
    evaluation.addUnknown(Answers.of(0.5, 0.5));

    assertThat(evaluation.total()).isEqualTo(1);
    assertThat(evaluation.detection().total()).isEqualTo(1);
    assertThat(evaluation.detection().byTopProbability().auroc()).isEqualTo(1);
  }
}
