package io.glimpse.report;

import io.glimpse.metric.Detection;
import io.glimpse.metric.Separation;
import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import io.glimpse.page.ScoreHistograms;
import java.util.List;

/** How well pictures of no class are told from the others. */
final class UnknownSection {

  private UnknownSection() {}

  static void write(Html html, Detection detection) {
    Separation score = detection.byScore();
    html.open("section").element("h2", "Are pictures of none of the classes noticed?");
    html.element(
        "p",
        "%s of none of the classes were shown as well. The further apart the two histograms lie, the"
                .formatted(Numbers.count(detection.total(), "picture"))
            + " better they are told from pictures of the classes.");
    html.open("div", "class", "pair");
    if (score != null && score.known().length > 0) {
      new ScoreHistograms(
              "How much pictures are like what is known",
              Numbers.count(score.known().length, "picture") + " of the classes",
              Numbers.count(score.unknown().length, "picture") + " of none of them",
              score.known(),
              score.unknown(),
              detection.threshold())
          .write(html);
    }
    html.open("div");
    table(html, detection);
    threshold(html, detection);
    html.close().close().closeLine();
  }

  private static void table(Html html, Detection detection) {
    Tables.begin(html, "Told by", List.of("AUROC", "FPR at 95 %"));
    Separation score = detection.byScore();
    if (score != null) {
      row(html, "the score", score);
    }
    row(html, "the top probability alone", detection.byTopProbability());
    Tables.end(html);
    html.element(
        "p",
        "AUROC: of a picture of the classes and one of none, how often the former has the larger"
            + " value; 50 % is guessing. FPR: how many pictures of none get through if 95 % of those"
            + " of the classes are to; 0 % is best.",
        "class",
        "small");
  }

  private static void row(Html html, String name, Separation by) {
    Tables.row(
        html, name, List.of(Numbers.percent(by.auroc()), Numbers.percent(by.falsePositivesAt95())));
  }

  private static void threshold(Html html, Detection detection) {
    Double threshold = detection.threshold();
    if (threshold == null) {
      html.element(
          "p", "No threshold is known, so that every picture was taken for one of the classes.");
      return;
    }
    html.element(
        "p",
        "Below a score of %s a picture is taken for none of the classes. So %s of the pictures of none"
                .formatted(
                    Numbers.decimals(threshold, 2), Numbers.percent(detection.falseAcceptance()))
            + " were taken for one of them all the same, and %s of the pictures of the classes were"
                .formatted(Numbers.percent(detection.falseRejection()))
            + " turned away.");
  }
}
