package io.glimpse.report;

import io.glimpse.metric.Evaluation;
import io.glimpse.metric.WilsonInterval;
import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import io.glimpse.page.PageFrame;
import io.glimpse.page.Pictures;
import java.io.InputStream;

/** The frame of an evaluation's page: what was right, how far to trust it, what was wrong. */
final class EvaluationPage {

  private final EvaluationReport report;
  private final Evaluation evaluation;
  private final Pictures pictures = new Pictures();

  EvaluationPage(EvaluationReport report) {
    this.report = report;
    this.evaluation = report.evaluation();
  }

  String html() {
    // The body comes first: only then is it known which pictures the style must embed.
    String body = body();
    InputStream sheet = EvaluationPage.class.getResourceAsStream("report.css");
    return PageFrame.html(report.title(), sheet, pictures, body);
  }

  private String body() {
    Html html = new Html();
    OriginSection.head(html, report.title(), report.warnings());
    html.open("main");
    accuracy(html);
    CalibrationSection.write(html, evaluation, report.calibration());
    RiskSection.write(html, evaluation.riskCoverage());
    if (evaluation.sets().total() > 0) {
      SetSection.write(html, evaluation, report.coverage());
    }
    if (evaluation.detection().total() > 0) {
      UnknownSection.write(html, evaluation.detection());
    }
    ClassSection.write(html, evaluation);
    if (evaluation.correct() < evaluation.total()) {
      ConfusionSection.write(html, evaluation);
    }
    if (!report.wrong().isEmpty()) {
      wrong(html);
    }
    html.closeLine();
    OriginSection.foot(html, report.origin(), report.notes());
    return html.toString();
  }

  private void accuracy(Html html) {
    WilsonInterval range = WilsonInterval.of(evaluation.correct(), evaluation.total());
    html.open("section").element("h2", "Accuracy");
    html.open("p");
    html.element("strong", Numbers.percent(evaluation.accuracy()), "class", "headline");
    html.text(
        " of the answers are right, %d of %d. With so many pictures, chance alone allows for %s to %s."
            .formatted(
                evaluation.correct(),
                evaluation.total(),
                Numbers.percent(range.least()),
                Numbers.percent(range.most())));
    html.close();
    html.element(
        "p",
        "If every class counted alike, however many pictures it has, it would be %s."
            .formatted(Numbers.percent(evaluation.meanOfClasses())));
    if (evaluation.classes().size() > 5) {
      html.element(
          "p",
          "In %s, the right class is among the five likeliest."
              .formatted(Numbers.percent(evaluation.topFive())));
    }
    html.closeLine();
  }

  private void wrong(Html html) {
    int all = evaluation.total() - evaluation.correct();
    int shown = report.wrong().size();
    html.open("section").element("h2", "Wrong answers");
    String which =
        shown < all
            ? "The %d surest of %s".formatted(shown, Numbers.count(all, "wrong answer"))
            : Numbers.count(all, "wrong answer");
    html.element(
        "p",
        which
            + ", the surest first. Look at these first: where it was sure, the picture may lie in"
            + " the wrong folder. Open one to see why it was answered so.");
    for (int i = 0; i < shown; i++) {
      new EvidenceSection(html, pictures, report.wrong().get(i)).write("wrong-" + (i + 1), false);
    }
    html.closeLine();
  }
}
