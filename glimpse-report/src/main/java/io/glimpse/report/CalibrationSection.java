package io.glimpse.report;

import io.glimpse.metric.Evaluation;
import io.glimpse.metric.Reliability;
import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import io.glimpse.page.ReliabilityDiagram;
import java.util.List;

/** Whether probabilities mean what they say: diagram, bins and three scores. */
final class CalibrationSection {

  private CalibrationSection() {}

  static void write(Html html, Evaluation evaluation, String calibration) {
    html.open("section").element("h2", "Do the probabilities mean what they say?");
    html.open("p");
    html.text(evaluation.isCalibrated() ? "They were fitted to answers to unseen pictures" : "");
    if (!evaluation.isCalibrated()) {
      html.element("strong", "They are not calibrated");
    }
    html.text(calibration.isEmpty() ? "" : ": ").foreign(calibration).text(".").close();
    html.element(
        "p",
        "Of the answers that are given with 80 %, about 80 % should be right: then the points lie on"
            + " the dashed line. Below it, answers claim more than they keep; above it, they are"
            + " better than they say. The upright strokes are what chance allows for with so few"
            + " answers (95 %).");
    html.open("div", "class", "pair");
    new ReliabilityDiagram(
            "Right answers by the probability given", evaluation.reliability().bins())
        .write(html);
    html.open("div");
    bins(html, evaluation.reliability().bins());
    html.close().close();
    scores(html, evaluation);
    html.closeLine();
  }

  private static void bins(Html html, List<Reliability.Bin> bins) {
    Tables.begin(html, "Probability", List.of("Answers", "Given, mean", "Right"));
    for (Reliability.Bin bin : bins) {
      if (bin.count() > 0) {
        Tables.row(
            html,
            "%s–%s %%"
                .formatted(
                    Numbers.decimals(100 * bin.from(), 0), Numbers.decimals(100 * bin.to(), 0)),
            List.of(
                Integer.toString(bin.count()),
                Numbers.percent(bin.probability()),
                Numbers.percent(bin.accuracy())));
      }
    }
    Tables.end(html);
  }

  private static void scores(Html html, Evaluation evaluation) {
    int classes = evaluation.classes().size();
    html.open("dl", "class", "figures");
    figure(
        html,
        "Calibration error (ECE)",
        Numbers.decimals(evaluation.expectedCalibrationError(), 3),
        "By how much the probability given and the share of right answers differ, on average over"
            + " the answers; 0 is best.");
    figure(
        html,
        "Negative log-likelihood (NLL)",
        Numbers.decimals(evaluation.negativeLogLikelihood(), 3),
        "What the probability of the true class costs, -ln p on average: being sure and wrong costs"
            + " most. 0 is best, and %s what the same probability for every class would cost."
                .formatted(Numbers.decimals(Math.log(classes), 3)));
    figure(
        html,
        "Brier score",
        Numbers.decimals(evaluation.brier(), 3),
        "The squared gaps between the probabilities of all classes and the truth, added up: 0 is"
            + " best, 2 is worst.");
    html.closeLine();
  }

  private static void figure(Html html, String name, String value, String meaning) {
    html.element("dt", name).open("dd").element("strong", value);
    html.element("span", " " + meaning, "class", "small").close();
  }
}
