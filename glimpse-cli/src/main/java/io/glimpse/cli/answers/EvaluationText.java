package io.glimpse.cli.answers;

import io.glimpse.cli.console.Console;
import io.glimpse.feature.ClassSet;
import io.glimpse.listing.FewNames;
import io.glimpse.metric.Confusion;
import io.glimpse.metric.Detection;
import io.glimpse.metric.Evaluation;
import io.glimpse.metric.Separation;
import io.glimpse.metric.SetCoverage;
import java.util.List;
import java.util.Locale;

/** An evaluation in a few lines, for people. */
final class EvaluationText {

  /** Confusions, classes and wrong answers to print. */
  private static final int WORST = 5;

  private EvaluationText() {}

  /** The worst classes, and those that were not tested. */
  static void classes(Evaluation evaluation, Console console) {
    ClassSet classes = evaluation.classes();
    if (classes.size() > 5) {
      console.print(
          "the right class is among the five likeliest in %s", percent(evaluation.topFive()));
    }
    List<String> worst =
        evaluation.worstClasses().stream()
            .filter(c -> evaluation.correct(c) < evaluation.total(c))
            .limit(WORST)
            .map(
                c ->
                    "%s %d of %d"
                        .formatted(classes.name(c), evaluation.correct(c), evaluation.total(c)))
            .toList();
    if (!worst.isEmpty()) {
      console.print("fewest right: %s", String.join(", ", worst));
    }
    List<String> untested = evaluation.untested().stream().map(classes::name).toList();
    if (!untested.isEmpty()) {
      console.print(
          "%d of %d classes %s not tested, without a picture: %s",
          untested.size(),
          classes.size(),
          untested.size() == 1 ? "was" : "were",
          FewNames.of(untested));
    }
  }

  /** The surest of the wrong answers, by file. */
  static void wrong(WrongAnswers wrong, ClassSet classes, Console console) {
    for (WrongAnswers.Wrong one : wrong.surest(WORST)) {
      console.print(
          "wrong: %s is %s, taken for %s (%s)",
          one.input().name(),
          classes.name(one.truth()),
          one.answer().name(),
          percent(one.answer().probability()));
    }
    if (wrong.count() > WORST) {
      console.print("and %d more; --json lists all, --explain shows why", wrong.count() - WORST);
    }
  }

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
    List<Detection.Kind> kinds = detection.kinds();
    if (kinds.size() < 2) {
      return;
    }
    for (Detection.Kind kind : kinds) {
      console.print(
          String.format(
              Locale.ROOT,
              "  %s: %d pictures, AUROC %.3f%s",
              kind.name(),
              kind.byScore().unknown().length,
              kind.byScore().auroc(),
              threshold == null ? "" : ", " + percent(kind.falseAcceptance()) + " accepted"));
    }
    console.print(
        "  mean AUROC of the %d folders %.3f", kinds.size(), detection.meanAurocOfKinds());
  }

  /** Of one class every answer is right; what counts is which pictures are not taken for it. */
  static void ofOneClass(Evaluation evaluation, Console console) {
    Detection detection = evaluation.detection();
    console.print(
        "%d pictures of %s%s",
        evaluation.total(),
        evaluation.classes().name(0),
        detection.threshold() == null
            ? ", the only class"
            : ": %s taken for none of these (false alarms)"
                .formatted(percent(detection.falseRejection())));
    if (detection.total() == 0) {
      console.print(
          "no pictures of anything else were shown, so that it is not known what is missed");
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
