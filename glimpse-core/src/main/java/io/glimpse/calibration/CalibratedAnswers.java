package io.glimpse.calibration;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from logits to predictions: probabilities by the temperature, whether the picture is of
 * any class, and the set of classes. Immutable.
 */
public final class CalibratedAnswers {

  private final ClassSet classes;
  private final Calibration calibration;
  private final @Nullable Matrix text;

  /** The largest {@code 1 - p} of a class in a set; null where there are no sets. */
  private final @Nullable Double farthest;

  private final @Nullable Double threshold;

  /**
   * Answers by some rules.
   *
   * @param text the classes' rows, k x d; null where there are none
   * @throws IllegalArgumentException if a rule was asked for that too few pictures are known for
   */
  public CalibratedAnswers(
      ClassSet classes, Calibration calibration, @Nullable Matrix text, AnswerRules rules) {
    this.classes = classes;
    this.calibration = calibration;
    this.text = text;
    this.farthest = farthest(calibration.sets(), rules.coverage());
    this.threshold = threshold(calibration.known(), rules);
  }

  private static @Nullable Double farthest(SetScores sets, @Nullable Double coverage) {
    if (coverage != null) {
      return sets.threshold(coverage);
    }
    return sets.allow(AnswerRules.USUAL_COVERAGE)
        ? (Double) sets.threshold(AnswerRules.USUAL_COVERAGE)
        : null;
  }

  private static @Nullable Double threshold(@Nullable UnknownScore known, AnswerRules rules) {
    Double rate = rules.unknownRate();
    if (known == null) {
      if (rate != null || rules.unknownThreshold() != null) {
        throw new IllegalArgumentException(
            "nothing tells pictures of no class from others here; a bank of examples does");
      }
      return null;
    }
    if (rules.unknownThreshold() != null) {
      return rules.unknownThreshold();
    }
    if (rate != null && known.hasThreshold() && !known.allows(rate)) {
      throw new IllegalArgumentException(
          "a share of %s takes at least %d examples that can be left out, and there are %d"
              .formatted(rate, AnswerRules.examplesFor(rate), known.examples()));
    }
    if (rate != null) {
      return known.threshold(rate);
    }
    return known.hasThreshold() ? (Double) known.threshold(AnswerRules.USUAL_UNKNOWN_RATE) : null;
  }

  /** What they are calibrated by. */
  public Calibration calibration() {
    return calibration;
  }

  /** The score below which a picture is taken for none of the classes; null where none is told. */
  public @Nullable Double threshold() {
    return threshold;
  }

  /**
   * The answers to some pictures.
   *
   * @param logits n x k
   * @param asked what the classifier was asked with, n pictures
   * @return n answers
   * @throws IllegalArgumentException if a logit is not finite, naming row and class
   */
  public List<Prediction> of(Matrix logits, FeatureBatch asked) {
    double[] scores = scores(logits, asked);
    Matrix matches = matches(logits, asked);
    List<Prediction> answers = new ArrayList<>();
    for (int i = 0; i < logits.rows(); i++) {
      List<Prediction.Ranked> ranked =
          Prediction.ranked(classes, logits, i, calibration.temperature(), matches);
      answers.add(
          new Prediction(
              ranked,
              calibration.isCalibrated(),
              scores == null ? null : new Prediction.Unknown(scores[i], threshold),
              set(ranked)));
    }
    return answers;
  }

  private double @Nullable [] scores(Matrix logits, FeatureBatch asked) {
    UnknownScore known = calibration.known();
    // Views that are answered one by one are several rows for an answer.
    if (known == null || asked.size() != logits.rows()) {
      return null;
    }
    double[] largest = new double[logits.rows()];
    for (int i = 0; i < largest.length; i++) {
      largest[i] = Probabilities.largest(logits, i, calibration.temperature());
    }
    return known.of(largest, asked, text);
  }

  /** Whether each picture belongs to each class, by itself; null where the model cannot tell. */
  private @Nullable Matrix matches(Matrix logits, FeatureBatch asked) {
    return calibration.known() instanceof MatchScore score
            && text != null
            && asked.size() == logits.rows()
        ? score.probabilities(asked, text)
        : null;
  }

  /** All classes near enough, and the first in any case. */
  private List<Prediction.Ranked> set(List<Prediction.Ranked> ranked) {
    Double far = farthest;
    if (far == null) {
      return List.of();
    }
    int size = 1;
    while (size < ranked.size() && 1 - ranked.get(size).probability() <= far) {
      size++;
    }
    return ranked.subList(0, size);
  }
}
