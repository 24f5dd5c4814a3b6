package io.glimpse.calibration;

import io.glimpse.auto.Likeness;
import io.glimpse.feature.Cache;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.local.LocalClassifier;
import io.glimpse.local.UsualPlaces;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Need;
import io.glimpse.method.UnseenAnswers;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Learns how far answers can be trusted: from validation data where there are such, else from the
 * shots, each left out in turn, where the method can.
 */
public final class CalibrationFit {

  private static final int BLOCK = 1024;
  private static final int TOKEN_BLOCK = 64;

  /** Most numbers of one kind, by shots and classes or by pairs of classes: 1 GiB of floats. */
  private static final long MOST = 1L << 28;

  private final Classifier classifier;
  private final @Nullable Cache shots;
  private final @Nullable Matrix text;

  private CalibrationFit(
      Classifier classifier, @Nullable Cache shots, @Nullable TextFeatures text) {
    this.classifier = classifier;
    this.shots = shots == null || shots.size() == 0 || shots.isSoft() ? null : shots;
    this.text = text == null || text.isNone() ? null : text.weights();
  }

  /**
   * The calibration of a classifier.
   *
   * @param shots what it was made of, as unit rows of the width that it is asked with, and those of
   *     one class whatever it was made of; null where classes are known by their names alone
   * @param text the classes' texts; null where there are none
   * @param validation pictures that it was not made of, though parameters may have been chosen on
   *     them; null for none
   */
  public static Calibration of(
      Classifier classifier,
      @Nullable Cache shots,
      @Nullable TextFeatures text,
      @Nullable LabelledFeatures validation) {
    CalibrationFit fit = new CalibrationFit(classifier, shots, text);
    if (fit.shots != null && classifier.classes().isSingle()) {
      return fit.ofOneClass(validation);
    }
    return validation == null ? fit.onShots() : fit.onPictures(validation);
  }

  /**
   * The calibration of a bank's classifier: its shots count where the method goes by them. Of one
   * class there is nothing to answer, and its shots tell what is like it, whatever the method.
   *
   * @param shots of the bank
   * @param validation as in {@link #of}
   */
  public static Calibration ofBank(
      Classifier classifier,
      Cache shots,
      TextFeatures text,
      @Nullable LabelledFeatures validation) {
    boolean seen = classifier.method().needs(Need.SHOTS) || classifier.classes().isSingle();
    return of(classifier, seen ? shots : null, text, validation);
  }

  /** By the shots or pictures of the only class, whatever method answers. */
  private Calibration ofOneClass(@Nullable LabelledFeatures validation) {
    Matrix keys = Objects.requireNonNull(shots).keys().toMatrix();
    if ((long) keys.rows() * keys.rows() > MOST) {
      return Calibration.none(Lack.TOO_LARGE);
    }
    UsualPlaces.Fit places =
        classifier instanceof LocalClassifier both ? both.places().usualPlaces() : null;
    OneClassScore score =
        validation == null
            ? OneClassScore.ofShots(keys, places)
            : OneClassScore.ofPictures(
                keys, places, validation.features().read(0, validation.size()));
    return new Calibration(
        1,
        score.hasThreshold() ? Lack.ONE_CLASS : Lack.FEW_OF_ONE,
        "",
        SetScores.of(new double[score.examples()]),
        score);
  }

  private Calibration onPictures(LabelledFeatures pictures) {
    UnseenAnswers answers = UnseenAnswers.ofPictures(answers(pictures), pictures.labels());
    int[] rows = answers.fair();
    double temperature = temperature(answers);
    Matrix features = pictures.features().globals().copy().normalizeRows();
    Likeness likeness = shots == null || isTooLarge() ? null : likeness().likeness();
    double[][] signs =
        KnownScore.signs(largest(answers, temperature, rows), likeness, features, text);
    return new Calibration(
        temperature,
        Lack.NONE,
        rows.length + " validation pictures",
        SetScores.of(answers, temperature, rows),
        KnownScore.fitted(true, likeness, text != null, signs, true));
  }

  private Matrix answers(LabelledFeatures pictures) {
    int block = pictures.features().isSpatial() ? TOKEN_BLOCK : BLOCK;
    Matrix all = new Matrix(pictures.size(), classifier.classes().size());
    for (int from = 0; from < pictures.size(); from += block) {
      FeatureBatch some = pictures.features().read(from, Math.min(from + block, pictures.size()));
      all.setRows(from, classifier.logits(some));
    }
    return all;
  }

  private Calibration onShots() {
    if (shots == null) {
      KnownScore known = text == null ? null : KnownScore.ofTexts();
      return new Calibration(1, Lack.NO_EXAMPLES, "", SetScores.none(), known);
    }
    if (isTooLarge()) {
      return Calibration.none(Lack.TOO_LARGE);
    }
    Optional<UnseenAnswers> unseen =
        classifier.method().needs(Need.SHOTS) ? classifier.leaveOneOut() : Optional.empty();
    Likeness.Fit likeness = likeness();
    if (unseen.isEmpty()) {
      int[] several = severalOfTheirClass();
      Lack lack = several.length == 0 ? Lack.ONE_SHOT : Lack.NOTHING_UNSEEN;
      return new Calibration(1, lack, "", SetScores.none(), known(null, 1, likeness, several));
    }
    UnseenAnswers answers = unseen.get();
    int[] fair = answers.fair();
    double temperature = fair.length == 0 ? 1 : temperature(answers);
    KnownScore known = known(answers, temperature, likeness, fair);
    // With texts, a shot of a class of one is still answered by something.
    int[] scored = fair.length == 0 && text != null ? all(answers.size()) : fair;
    Lack lack = lack(fair.length);
    return new Calibration(
        temperature,
        lack,
        lack == Lack.NONE ? fair.length + " examples, each left out in turn" : "",
        SetScores.of(answers, temperature, scored),
        known);
  }

  private Lack lack(int fair) {
    if (fair == 0) {
      return Lack.ONE_SHOT;
    }
    int[] counts =
        Labels.of(Objects.requireNonNull(shots).labels()).counts(classifier.classes().size());
    int fewest = IntStream.of(counts).min().orElse(0);
    return fewest < classifier.leastToCalibrate() ? Lack.FEW_SHOTS : Lack.NONE;
  }

  private boolean isTooLarge() {
    long k = classifier.classes().size();
    return Math.max(Objects.requireNonNull(shots).size(), k) * k > MOST;
  }

  private double temperature(UnseenAnswers answers) {
    return classifier.isProbabilistic() || classifier.classes().isSingle()
        ? 1
        : Temperature.of(answers);
  }

  private Likeness.Fit likeness() {
    Cache cache = Objects.requireNonNull(shots);
    return Likeness.fit(cache.keys().toMatrix(), cache.labels(), classifier.classes().size(), text);
  }

  /**
   * Standardised over the fair rows, or all where there are none.
   *
   * @param answers null where the top probability of shots that were left out is not known
   */
  private KnownScore known(
      @Nullable UnseenAnswers answers, double temperature, Likeness.Fit likeness, int... fair) {
    Matrix keys = Objects.requireNonNull(shots).keys().toMatrix();
    int[] rows = fair.length == 0 ? all(keys.rows()) : fair;
    double[] leftOut = IntStream.of(rows).mapToDouble(i -> likeness.leftOut()[i]).toArray();
    double[] largest = answers == null ? null : largest(answers, temperature, rows);
    double[][] signs = KnownScore.signs(largest, leftOut, keys.select(rows), text);
    return KnownScore.fitted(
        answers != null, likeness.likeness(), text != null, signs, fair.length > 0 || text != null);
  }

  private static double[] largest(UnseenAnswers answers, double temperature, int... rows) {
    return IntStream.of(rows)
        .mapToDouble(i -> Probabilities.largest(answers.logits(), i, temperature))
        .toArray();
  }

  /** The shots whose class has others. */
  private int[] severalOfTheirClass() {
    int[] labels = Objects.requireNonNull(shots).labels();
    int[] counts = Labels.of(labels).counts(classifier.classes().size());
    return IntStream.range(0, labels.length).filter(i -> counts[labels[i]] > 1).toArray();
  }

  private static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }
}
