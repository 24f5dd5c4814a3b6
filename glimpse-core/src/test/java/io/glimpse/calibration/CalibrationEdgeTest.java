package io.glimpse.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Methods;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Prediction;
import io.glimpse.method.Task;
import io.glimpse.method.UnseenAnswers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shots and texts of which little can be known. */
class CalibrationEdgeTest {

  private static final float[] EAST = {1, 0, 0, 0};
  private static final float[] NORTH = {0, 1, 0, 0};
  private static final Matrix TEXTS = Matrix.of(EAST, NORTH);

  private static Matrix rows(float[]... rows) {
    return Matrix.of(rows).normalizeRows();
  }

  private static TextFeatures texts(Matrix rows) {
    return TextFeatures.ofWeights(ClassSet.numbered(rows.rows()), rows);
  }

  private static Classifier fitted(String method, Matrix shots, @Nullable Matrix text, int... y) {
    int k = Labels.of(y).classCount();
    Task.Builder task = text == null ? Task.of(ClassSet.numbered(k)) : Task.of(texts(text));
    return Methods.of(method)
        .fit(task.shots(Shots.of(FeatureBatch.ofGlobals(shots), Labels.of(y))).build());
  }

  private static Calibration calibration(
      Classifier classifier, Matrix shots, @Nullable Matrix text, int... y) {
    return CalibrationFit.of(
        classifier, Cache.of(shots, Labels.of(y)), text == null ? null : texts(text), null);
  }

  private static Prediction answer(
      Classifier classifier, Calibration calibration, @Nullable Matrix text, float... picture) {
    FeatureBatch asked = FeatureBatch.ofGlobals(rows(picture));
    return new CalibratedAnswers(classifier.classes(), calibration, text, AnswerRules.usual())
        .of(classifier.logits(asked), asked)
        .get(0);
  }

  @Test
  void oneShotInAllIsAnsweredWithoutAPromise() {
    Matrix shot = rows(new float[] {1, 0, 0, 1});
    Matrix text = Matrix.of(EAST);
    Classifier auto = fitted("auto", shot, text, 0);

    Calibration calibration = calibration(auto, shot, text, 0);
    Prediction answer = answer(auto, calibration, text, 1, 2, 3, 4);

    assertThat(calibration.lack()).isEqualTo(Lack.FEW_OF_ONE);
    assertThat(answer.calibrated()).isFalse();
    assertThat(answer.best().probability()).isEqualTo(1);
    assertThat(Objects.requireNonNull(answer.unknown()).score()).isFinite();
  }

  @Test
  void oneShotAClassWithoutTextsHasNeitherSetsNorThreshold() {
    Matrix shots = rows(EAST, NORTH);
    Classifier auto = fitted("auto", shots, null, 0, 1);
    Calibration calibration = calibration(auto, shots, null, 0, 1);

    Prediction answer = answer(auto, calibration, null, 1, 2, 0, 0);

    assertThat(answer.set()).isEmpty();
    assertThat(Objects.requireNonNull(answer.unknown()).threshold()).isNull();
    assertThatThrownBy(
            () ->
                new CalibratedAnswers(
                    auto.classes(), calibration, null, AnswerRules.usual().withUnknownRate(0.05)))
        .hasMessageContaining("give more examples");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "tip", "gda", "proker", "linear-probe", "tip-f", "lpp"})
  void twoEqualShotsOfTwoClassesAreAnsweredEvenly(String method) {
    Matrix shots = rows(EAST, EAST, NORTH, NORTH);
    int[] labels = {0, 1, 0, 1};
    Classifier classifier = fitted(method, shots, TEXTS, labels);

    Prediction answer =
        answer(classifier, calibration(classifier, shots, TEXTS, labels), TEXTS, 1, 1, 0, 0);

    assertThat(answer.best().probability()).isEqualTo(0.5, within(1e-3));
    assertThat(Objects.requireNonNull(answer.unknown()).score()).isFinite();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "tip", "gda", "proker", "linear-probe"})
  void classesOfEqualShotsAreTold(String method) {
    Matrix shots = rows(EAST, EAST, EAST, NORTH, NORTH, NORTH);
    int[] labels = {0, 0, 0, 1, 1, 1};
    Classifier classifier = fitted(method, shots, TEXTS, labels);
    Calibration calibration = calibration(classifier, shots, TEXTS, labels);

    Prediction answer = answer(classifier, calibration, TEXTS, 1, 0.1f, 0, 0);

    assertThat(answer.best().index()).isZero();
    assertThat(answer.best().probability()).isBetween(0.5, 1.0);
    assertThat(calibration.temperature()).isPositive();
  }

  @Test
  void equalTextsAndZeroTextsAndAbsentOnesAreTheSame() {
    Matrix shots = random(12, 4, 1);
    int[] labels = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
    Matrix equal = Matrix.of(EAST, EAST);
    Matrix zero = new Matrix(2, 4);
    for (Matrix text : List.of(equal, zero)) {
      Classifier auto = fitted("auto", shots, text, labels);

      Prediction answer = answer(auto, calibration(auto, shots, text, labels), text, 1, 2, 3, 4);

      assertThat(answer.calibrated()).isTrue();
      assertThat(answer.best().probability()).isBetween(0.5, 1.0);
      assertThat(Objects.requireNonNull(answer.unknown()).score()).isFinite();
    }
  }

  @Test
  void aCoverageThatTheShotsDoNotAllowIsRefusedWithWhatItTakes() {
    Matrix shots = random(8, 4, 2);
    int[] labels = {0, 1, 0, 1, 0, 1, 0, 1};
    Classifier auto = fitted("auto", shots, TEXTS, labels);
    Calibration calibration = calibration(auto, shots, TEXTS, labels);

    assertThatThrownBy(
            () ->
                new CalibratedAnswers(
                    auto.classes(), calibration, TEXTS, AnswerRules.usual().withCoverage(0.95)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sets that hold the true class 95 % of the time need answers to 19 unseen pictures,"
                + " and there are 8; ask for 88 % or less, or give more examples");
    FeatureBatch asked = FeatureBatch.ofGlobals(shots);
    assertThat(
            new CalibratedAnswers(
                    auto.classes(), calibration, TEXTS, AnswerRules.usual().withCoverage(0.88))
                .of(auto.logits(asked), asked))
        .allSatisfy(answer -> assertThat(answer.set()).isNotEmpty());
  }

  @Test
  void aShareOfUnknownsThatTheShotsDoNotAllowIsRefusedWithWhatItTakes() {
    Matrix shots = random(8, 4, 2);
    int[] labels = {0, 1, 0, 1, 0, 1, 0, 1};
    Classifier auto = fitted("auto", shots, TEXTS, labels);
    Calibration calibration = calibration(auto, shots, TEXTS, labels);

    assertThatThrownBy(
            () ->
                new CalibratedAnswers(
                    auto.classes(), calibration, TEXTS, AnswerRules.usual().withUnknownRate(0.05)))
        .hasMessage(
            "a share of 0.05 takes at least 19 examples that can be left out, and there are 8");
    assertThat(
            Objects.requireNonNull(answer(auto, calibration, TEXTS, 1, 2, 3, 4).unknown())
                .threshold())
        .isNotNull();
  }

  @Test
  void aProbeOfOneShotAClassHasNothingToCalibrateOn() {
    Matrix shots = rows(EAST, NORTH);
    Classifier probe = fitted("linear-probe", shots, TEXTS, 0, 1);

    Calibration calibration = calibration(probe, shots, TEXTS, 0, 1);

    assertThat(calibration.lack()).isEqualTo(Lack.ONE_SHOT);
    assertThat(answer(probe, calibration, TEXTS, 1, 0, 0, 0).set()).isEmpty();
    assertThat(calibration.signs()).containsExactly("likeness", "texts");
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1})
  void aKeptDeviationIsAboveZero(float deviation) {
    Matrix one = Matrix.of(new float[] {deviation});

    assertThatThrownBy(
            () ->
                Calibration.restore(
                    1,
                    Lack.NONE,
                    "",
                    List.of("texts"),
                    Map.of("means", one, "deviations", one),
                    2,
                    new Matrix(1, 4)))
        .hasMessageContaining("a deviation is above 0");
  }

  @Test
  void keptValuesThatCannotBeAreRefused() {
    Matrix far = Matrix.of(new float[] {1.5f});

    assertThatThrownBy(
            () ->
                Calibration.restore(
                    1, Lack.NONE, "", List.of(), Map.of("sets", far), 2, new Matrix(1, 4)))
        .hasMessageContaining("a score of a set is 0 to 1");
    assertThatThrownBy(
            () ->
                Calibration.restore(
                    1, Lack.NONE, "", List.of("texts", "texts"), Map.of(), 2, new Matrix(1, 4)))
        .hasMessageContaining("no such signs");
    assertThatThrownBy(
            () -> Calibration.restore(0, Lack.NONE, "", List.of(), Map.of(), 2, new Matrix(1, 4)))
        .hasMessageContaining("a temperature is above 0");
  }

  @Test
  void whatWasKeptOfOneClassBeforeItHadAThresholdOfItsOwnIsOlder() {
    Matrix one = Matrix.of(new float[] {1});
    Map<String, Matrix> tensors = Map.of("means", one, "deviations", one);

    Calibration before =
        Calibration.restore(
            1, Lack.NONE, "8 examples", List.of("texts"), tensors, 1, new Matrix(1, 4));

    assertThat(before.isOlder()).isTrue();
    assertThat(before.isCalibrated()).isFalse();
    assertThat(before.signs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, 1.5, Double.NaN})
  void aCoverageIsAShareOfSome(double coverage) {
    assertThatThrownBy(() -> AnswerRules.usual().withCoverage(coverage))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("between 0 and 1");
  }

  @Test
  void trainedMethodsAreCalibratedOnValidationPicturesAlone() {
    Matrix shots = random(8, 4, 3);
    int[] labels = {0, 1, 0, 1, 0, 1, 0, 1};
    Classifier trained = fitted("tip-f", shots, TEXTS, labels);
    LabelledFeatures validation =
        new LabelledFeatures(FeatureBatch.ofGlobals(random(30, 4, 4)), alternating(30));

    assertThat(calibration(trained, shots, TEXTS, labels).lack()).isEqualTo(Lack.NOTHING_UNSEEN);
    Calibration known =
        CalibrationFit.of(trained, Cache.of(shots, Labels.of(labels)), texts(TEXTS), validation);
    assertThat(known.isCalibrated()).isTrue();
    assertThat(known.sentence()).isEqualTo("30 validation pictures");
    assertThat(answer(trained, known, TEXTS, 1, 2, 3, 4).set()).isNotEmpty();
  }

  @Test
  void flawlessAnswersClaimNoCertainty() {
    Matrix logits = Matrix.of(new float[] {3, 0}, new float[] {0, 3}, new float[] {4, 0});

    double temperature = Temperature.of(UnseenAnswers.ofPictures(logits, Labels.of(0, 1, 0)));

    assertThat(Probabilities.largest(logits, 0, temperature)).isBetween(0.7, 0.9);
  }

  @Test
  void whatIsKeptGivesTheSameAnswers() {
    Matrix shots = random(24, 4, 5);
    Classifier auto = fitted("auto", shots, TEXTS, alternating(24).toArray());
    Calibration calibration = calibration(auto, shots, TEXTS, alternating(24).toArray());

    Calibration kept =
        Calibration.restore(
            calibration.temperature(),
            calibration.lack(),
            calibration.source(),
            calibration.signs(),
            calibration.tensors(),
            2,
            new Matrix(1, 4));

    assertThat(answer(auto, kept, TEXTS, 1, 2, 3, 4))
        .isEqualTo(answer(auto, calibration, TEXTS, 1, 2, 3, 4));
  }

  private static Labels alternating(int n) {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 2;
    }
    return Labels.of(labels);
  }

  private static Matrix random(int n, int d, long seed) {
    Random random = new Random(seed);
    Matrix rows = new Matrix(n, d);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        rows.set(i, j, (float) (random.nextGaussian() + (j == i % 2 ? 2 : 0)));
      }
    }
    return rows.normalizeRows();
  }
}
