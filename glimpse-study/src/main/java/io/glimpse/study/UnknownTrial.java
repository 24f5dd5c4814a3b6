package io.glimpse.study;

import io.glimpse.calibration.AnswerRules;
import io.glimpse.calibration.CalibratedAnswers;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.method.Classifier;
import io.glimpse.method.Prediction;
import io.glimpse.metric.Detection;
import io.glimpse.metric.Separation;
import io.glimpse.progress.Monitor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well pictures of no class are told from others: a second classifier is made without every
 * fourth class, and asked about the whole test set.
 */
final class UnknownTrial {

  private static final int EVERY = 4;

  private UnknownTrial() {}

  /**
   * Makes the second fit.
   *
   * @param all of the first one
   * @param test one picture a thing, of the same classes
   * @return null where there are fewer than four classes, pictures of known or unknown classes are
   *     missing, or nothing tells them apart
   */
  static Trust.@Nullable Unknown of(CellTask all, LabelledFeatures test) {
    int classes = all.classes().size();
    int[] kept = IntStream.range(0, classes).filter(c -> !isTakenAway(c)).toArray();
    LabelledFeatures chosenOn = all.chosenOn();
    Shots shots = all.shots();
    if (classes < EVERY
        || !isMixed(test.labels())
        || (chosenOn != null && !hasKnown(chosenOn.labels()))
        || (shots != null && !hasKnown(shots.labels()))) {
      return null;
    }
    CellTask some = all.of(kept);
    Classifier classifier = some.from().method().fit(some.toTask(Monitor.NONE));
    TextFeatures text = some.text();
    CalibratedAnswers answers =
        new CalibratedAnswers(
            some.classes(),
            some.calibration(classifier),
            text == null ? null : text.weights(),
            AnswerRules.usual());
    Detection detection = new Detection();
    new TestBlocks(test, 1)
        .ask(
            classifier,
            (pictures, logits, truths) -> {
              List<Prediction> predictions = answers.of(logits, pictures);
              for (int i = 0; i < truths.length; i++) {
                if (isTakenAway(truths[i])) {
                  detection.addUnknown(predictions.get(i));
                } else {
                  detection.addKnown(predictions.get(i));
                }
              }
            });
    return of(detection);
  }

  private static Trust.@Nullable Unknown of(Detection detection) {
    Separation score = detection.byScore();
    if (score == null) {
      return null;
    }
    boolean decides = detection.threshold() != null;
    return new Trust.Unknown(
        score.auroc(),
        detection.byTopProbability().auroc(),
        score.falsePositivesAt95(),
        decides ? (Double) detection.falseAcceptance() : null,
        decides ? (Double) detection.falseRejection() : null);
  }

  private static boolean isTakenAway(int label) {
    return label % EVERY == EVERY - 1;
  }

  private static boolean hasKnown(Labels labels) {
    return Arrays.stream(labels.toArray()).anyMatch(label -> !isTakenAway(label));
  }

  private static boolean isMixed(Labels labels) {
    return hasKnown(labels) && Arrays.stream(labels.toArray()).anyMatch(UnknownTrial::isTakenAway);
  }
}
