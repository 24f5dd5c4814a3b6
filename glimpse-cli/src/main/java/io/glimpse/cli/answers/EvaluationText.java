package io.glimpse.cli.answers;

import io.glimpse.cli.console.Console;
import io.glimpse.metric.Confusion;
import io.glimpse.metric.Detection;
import io.glimpse.metric.Evaluation;
import io.glimpse.metric.Separation;
import io.glimpse.metric.SetCoverage;
import java.util.Locale;

/** An evaluation in a few lines, for people. */
final class EvaluationText {

  /** Confusions to print. */
  private static final int WORST = 5;

  private EvaluationText() {}

  static void mistakes(Evaluation evaluation, Console console) {
    for (Confusion.Mistake one : evaluation.mistakes(WORST)) {
      console.print(
          "%4d x %s taken for %s",
          one.count(),
          evaluation.classes().name(one.truth()),
          evaluation.classes().name(one.answer()));
    }
  }

  /**
   * How far the probabilities can be trusted.
   *
   * @param calibration what they were fitted to, or why they were not
   */
  static void calibration(Evaluation evaluation, String calibration, Console console) {
    console.print(
        "probabilities: ECE %.3f, NLL %.3f, Brier %.3f; %s",
        evaluation.expectedCalibrationError(),
        evaluation.negativeLogLikelihood(),
        evaluation.brier(),
        (evaluation.isCalibrated() ? "calibrated on " : "not calibrated: ") + calibration);
  }

  static void sets(SetCoverage sets, double asked, Console console) {
    console.print(
        "sets, asked to hold the true class in %s: %s do, with %.2f classes on average; %s of one"
            + " class",
        percent(asked), percent(sets.coverage()), sets.meanSize(), percent(sets.single()));
  }

  static void unknown(Detection detection, Console console) {
    Separation score = detection.byScore();
    Double threshold = detection.threshold();
    StringBuilder line = new StringBuilder();
    line.append("%d pictures of no class: ".formatted(detection.total()));
    if (score != null) {
      line.append(
          String.format(
              Locale.ROOT,
              "AUROC %.3f (top probability alone %.3f), %s accepted where 95 %% of the others are",
              score.auroc(),
              detection.byTopProbability().auroc(),
              percent(score.falsePositivesAt95())));
    } else {
      line.append(
          String.format(
              Locale.ROOT,
              "AUROC of the top probability %.3f",
              detection.byTopProbability().auroc()));
    }
    if (threshold != null) {
      line.append(
          String.format(
              Locale.ROOT,
              "; below %.3f is none of these: %s accepted, %s of the others rejected",
              threshold,
              percent(detection.falseAcceptance()),
              percent(detection.falseRejection())));
    }
    console.print("%s", line);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
