package io.glimpse.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.LocalTokens;
import io.glimpse.feature.Shots;
import io.glimpse.local.LocalClassifier;
import io.glimpse.local.LocalShots;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Methods;
import io.glimpse.method.Prediction;
import io.glimpse.method.Task;
import io.glimpse.tensor.Half;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One class, and what is not like it. */
class OneClassScoreTest {

  private static final ClassSet GOOD = ClassSet.of("good");
  private static final int WIDTH = 6;
  private static final int PLACES = 16;

  private static FeatureBatch pictures(Random random, int count) {
    Matrix globals = noise(random, count, WIDTH);
    List<LocalTokens> local = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Towards one side, as features of one class are.
      globals.set(i, 0, globals.get(i, 0) + 4);
      local.add(new LocalTokens(List.of(halves(random, 3), halves(random, 2))));
    }
    return FeatureBatch.ofGlobals(globals.normalizeRows()).withLocal(local);
  }

  /** Places as a bank keeps them, so that what it judges a shot by is what the shot is. */
  private static Matrix halves(Random random, int columns) {
    Matrix m = noise(random, PLACES, columns);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = Half.toFloat(Half.fromFloat(m.data()[i]));
    }
    return m;
  }

  private static Matrix noise(Random random, int rows, int columns) {
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m;
  }

  private static Cache cache(FeatureBatch shots) {
    return Cache.of(shots.globals(), Labels.of(new int[shots.size()]));
  }

  private static Classifier classifier(FeatureBatch shots, boolean places) {
    Cache cache = cache(shots);
    Classifier whole = Methods.of("auto").fit(Task.of(GOOD).shots(Shots.of(cache)).build());
    return LocalClassifier.with(whole, cache, places ? LocalShots.of(shots.local()) : null);
  }

  private static Calibration calibration(FeatureBatch shots, boolean places) {
    return CalibrationFit.of(classifier(shots, places), cache(shots), null, null);
  }

  private static double[] scores(Calibration calibration, FeatureBatch pictures) {
    return Objects.requireNonNull(calibration.known()).of(new double[0], pictures, null);
  }

  private static FeatureBatch without(FeatureBatch shots, int shot) {
    int[] others = IntStream.range(0, shots.size()).filter(i -> i != shot).toArray();
    return FeatureBatch.ofGlobals(shots.globals().select(others))
        .withLocal(IntStream.of(others).mapToObj(shots.local()::get).toList());
  }

  /** What two signs of a shot are to the other shots, by a fit that never saw it. */
  private static double[] bruteForce(FeatureBatch shots, int shot) {
    FeatureBatch others = without(shots, shot);
    double nearest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < others.size(); j++) {
      nearest = Math.min(nearest, 1 - shots.globals().dot(shot, others.globals(), j));
    }
    double[] odd =
        ((LocalClassifier) classifier(others, true))
            .places()
            .usualPlaces()
            .usual()
            .of(shots.local().get(shot));
    return new double[] {nearest, odd[0], odd[1]};
  }

  @Test
  void scoresOfShotsEqualThoseOfBanksThatNeverSawThem() {
    FeatureBatch shots = pictures(new Random(1), 9);
    double[][] signs = new double[9][];
    for (int i = 0; i < 9; i++) {
      signs[i] = bruteForce(shots, i);
    }
    double[] expected = new double[9];
    double margin = 1.5 * Math.sqrt(9 / 5.0);
    for (int i = 0; i < 9; i++) {
      // In units of the other eight.
      double[] z = new double[3];
      for (int p = 0; p < 3; p++) {
        double mean = 0;
        for (int j = 0; j < 9; j++) {
          mean += j == i ? 0 : signs[j][p] / 8;
        }
        double squares = 0;
        for (int j = 0; j < 9; j++) {
          squares += j == i ? 0 : (signs[j][p] - mean) * (signs[j][p] - mean) / 8;
        }
        z[p] = (signs[i][p] - mean) / Math.sqrt(squares);
      }
      expected[i] = -Math.max((z[1] + z[2]) / 2, z[0] - margin);
    }
    Arrays.sort(expected);

    Matrix known = Objects.requireNonNull(calibration(shots, true).tensors().get("known"));

    for (int i = 0; i < 9; i++) {
      assertThat((double) known.get(0, i)).isEqualTo(expected[i], within(1e-4));
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aShotNeverJudgesItself(boolean places) {
    FeatureBatch shots = pictures(new Random(2), 12);
    Calibration calibration = calibration(shots, places);
    double lowestLeftOut = Objects.requireNonNull(calibration.known()).threshold(0);

    // Asked about as if it were new, every shot finds itself among the examples.
    for (double score : scores(calibration, shots)) {
      assertThat(score).isGreaterThan(lowestLeftOut);
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void furtherPicturesAreTurnedAwayNoMoreOftenThanPromised(boolean places) {
    Random random = new Random(3);
    int alarms = 0;
    int asked = 0;
    for (int draw = 0; draw < 150; draw++) {
      Calibration calibration = calibration(pictures(random, 19), places);
      double threshold = Objects.requireNonNull(calibration.known()).threshold(0.1);
      for (double score : scores(calibration, pictures(random, 20))) {
        alarms += score < threshold ? 1 : 0;
        asked++;
      }
    }
    // Leaving out costs a shot, so that shots look a little odder than what comes.
    assertThat((double) alarms / asked).isBetween(0.05, 0.11);
  }

  @ParameterizedTest
  @CsvSource({
    "19,0.05,0.05",
    "39,0.05,0.05",
    "38,0.05,0.025641",
    "16,0.05,0.058824",
    "99,0.01,0.01"
  })
  void theRateIsARankAmongAllAndTheNewOne(int shots, double asked, double held) {
    Calibration calibration = calibration(pictures(new Random(4), shots), false);

    FalseAlarms told = calibration.falseAlarms(asked).orElseThrow();

    assertThat(told.rate()).isEqualTo(held, within(1e-6));
    assertThat(told.isHeld()).isEqualTo(held <= asked);
    assertThat(told.examples()).isEqualTo(shots);
    if (told.isHeld()) {
      assertThat(told.sentence()).doesNotContain("takes");
    } else {
      assertThat(told.sentence()).contains("5.9 %").endsWith("for a rate of 5 % takes 19");
    }
  }

  @Test
  void aRateThatTheExamplesCannotHoldIsRefused() {
    FeatureBatch shots = pictures(new Random(5), 16);
    Calibration calibration = calibration(shots, false);

    assertThatThrownBy(
            () ->
                new CalibratedAnswers(
                    GOOD, calibration, null, AnswerRules.usual().withUnknownRate(0.01)))
        .hasMessage(
            "a share of 0.01 takes at least 99 examples that can be left out, and there are 16");
  }

  @Test
  void aScratchIsToldByPlacesAndAnotherThingByTheNearestShot() {
    Random random = new Random(6);
    FeatureBatch shots = pictures(random, 30);
    Calibration calibration = calibration(shots, true);
    double threshold = Objects.requireNonNull(calibration.known()).threshold(0.05);
    FeatureBatch plain = pictures(random, 1);
    Matrix marked = plain.local().get(0).levels().get(0).copy();
    marked.set(3, 1, 25);
    FeatureBatch scratched =
        FeatureBatch.ofGlobals(plain.globals())
            .withLocal(
                List.of(new LocalTokens(List.of(marked, plain.local().get(0).levels().get(1)))));
    FeatureBatch other =
        FeatureBatch.ofGlobals(Matrix.of(new float[] {-1, 0, 0, 0, 0, 0})).withLocal(plain.local());

    assertThat(scores(calibration, scratched)[0]).isLessThan(threshold);
    assertThat(scores(calibration, other)[0]).isLessThan(threshold);
    assertThat(scores(calibration(shots, false), scratched))
        .isEqualTo(scores(calibration(shots, false), plain));
  }

  @Test
  void anAnswerKeepsItsShapeAndClaimsNothing() {
    FeatureBatch shots = pictures(new Random(7), 20);
    Classifier classifier = classifier(shots, true);
    Calibration calibration = calibration(shots, true);

    Prediction answer =
        new CalibratedAnswers(GOOD, calibration, null, AnswerRules.usual())
            .of(classifier.logits(shots.read(0, 1)), shots.read(0, 1))
            .get(0);

    assertThat(answer.best().probability()).isEqualTo(1);
    assertThat(answer.calibrated()).isFalse();
    assertThat(calibration.lack()).isEqualTo(Lack.ONE_CLASS);
    assertThat(calibration.signs()).containsExactly("nearest", "places");
    assertThat(Objects.requireNonNull(answer.unknown()).threshold()).isNotNull();
    assertThat(answer.isUnknown()).isFalse();
  }

  @Test
  void whatIsKeptGivesTheSameScores() {
    FeatureBatch shots = pictures(new Random(8), 8);
    Calibration calibration = calibration(shots, true);

    Calibration kept =
        Calibration.restore(
            calibration.temperature(),
            calibration.lack(),
            calibration.source(),
            calibration.signs(),
            calibration.tensors(),
            1,
            shots.globals());

    FeatureBatch others = pictures(new Random(9), 5);
    assertThat(scores(kept, others)).isEqualTo(scores(calibration, others));
    assertThat(kept.falseAlarms(0.2)).isEqualTo(calibration.falseAlarms(0.2));
  }

  @Test
  void keptPartsThatDoNotGoTogetherAreRefused() {
    FeatureBatch shots = pictures(new Random(10), 4);
    Calibration places = calibration(shots, true);

    assertThatThrownBy(() -> restored(places, List.of("nearest")))
        .hasMessageContaining("1 signs of the only class have the units of 3");
    assertThatThrownBy(() -> restored(places, List.of("nearest", "texts")))
        .hasMessageContaining("no such signs");
    assertThatThrownBy(() -> restored(calibration(shots, false), List.of("nearest", "places")))
        .hasMessageContaining("'mean.0' is missing");
  }

  private static Calibration restored(Calibration kept, List<String> signs) {
    return Calibration.restore(
        1, Lack.ONE_CLASS, "", signs, kept.tensors(), 1, new Matrix(4, WIDTH));
  }

  @Test
  void shotsThatAreAllTheSameGiveNumbers() {
    FeatureBatch one = pictures(new Random(11), 1);
    FeatureBatch same =
        FeatureBatch.ofGlobals(one.globals().select(0, 0, 0, 0))
            .withLocal(Collections.nCopies(4, one.local().get(0)));
    Calibration calibration = calibration(same, true);

    assertThat(calibration.falseAlarms(0.05)).isEmpty();
    assertThat(calibration.lack()).isEqualTo(Lack.FEW_OF_ONE);
    for (double score : scores(calibration, pictures(new Random(12), 3))) {
      assertThat(score).isFinite();
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void picturesThatWereSavedTwiceCountOnce(boolean places) {
    FeatureBatch once = pictures(new Random(21), 8);
    Matrix globals = once.globals();
    Matrix twice = new Matrix(16, WIDTH);
    List<LocalTokens> local = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      System.arraycopy(globals.row(i / 2), 0, twice.data(), i * WIDTH, WIDTH);
      // As another file of the same picture is another encoding.
      twice.set(i, 1, twice.get(i, 1) + (i % 2) * 1e-5f);
      local.add(once.local().get(i / 2));
    }
    Calibration calibration =
        calibration(FeatureBatch.ofGlobals(twice.normalizeRows()).withLocal(local), places);

    assertThat(calibration.falseAlarms(0.1).orElseThrow().examples()).isEqualTo(8);
    double threshold = calibration.falseAlarms(0.1).orElseThrow().threshold();
    long taken =
        Arrays.stream(scores(calibration, pictures(new Random(22), 40)))
            .filter(score -> score >= threshold)
            .count();
    assertThat(taken).isGreaterThan(25);
  }

  @Test
  void shotsAmongTheValidationPicturesSayNothing() {
    FeatureBatch shots = pictures(new Random(23), 12);
    FalseAlarms byShots = calibration(shots, true).falseAlarms(0.1).orElseThrow();
    FalseAlarms byThemselves =
        validated(shots, new LabelledFeatures(shots, Labels.of(new int[12])))
            .falseAlarms(0.1)
            .orElseThrow();

    assertThat(byThemselves.threshold()).isEqualTo(byShots.threshold());
    assertThat(byThemselves.examples()).isEqualTo(12);
  }

  @Test
  void oneShotHasAScoreAndNoThreshold() {
    FeatureBatch shot = pictures(new Random(13), 1);
    Calibration calibration = calibration(shot, false);

    assertThat(calibration.lack()).isEqualTo(Lack.FEW_OF_ONE);
    assertThat(calibration.falseAlarms(0.05)).isEmpty();
    double[] scores = scores(calibration, pictures(new Random(14), 2));
    assertThat(scores[0]).isFinite().isNegative();
    assertThat(scores(calibration, shot)[0]).isEqualTo(0, within(1e-6));
  }

  @Test
  void validationPicturesOfTheClassTellTheThresholdWhereThereAreSuch() {
    FeatureBatch shots = pictures(new Random(15), 3);
    FeatureBatch others = pictures(new Random(16), 40);
    Calibration calibration =
        validated(shots, new LabelledFeatures(others, Labels.of(new int[40])));

    FalseAlarms told = calibration.falseAlarms(0.05).orElseThrow();

    assertThat(told.examples()).isEqualTo(40);
    assertThat(told.isHeld()).isTrue();
    long below =
        Arrays.stream(scores(calibration, others)).filter(s -> s < told.threshold()).count();
    assertThat(below).isEqualTo(1);
  }

  private static Calibration validated(FeatureBatch shots, @Nullable LabelledFeatures pictures) {
    return CalibrationFit.of(classifier(shots, true), cache(shots), null, pictures);
  }

  @Test
  void featuresWithoutPlacesAreRefusedByABankThatLooksAtThem() {
    FeatureBatch shots = pictures(new Random(17), 4);

    assertThatThrownBy(
            () -> scores(calibration(shots, true), FeatureBatch.ofGlobals(shots.globals())))
        .hasMessageContaining("without local tokens");
  }
}
