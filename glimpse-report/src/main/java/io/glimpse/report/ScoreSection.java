package io.glimpse.report;

import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import java.util.List;

/** The accuracies as a table and, where there is more than one, as a chart. */
final class ScoreSection {

  private ScoreSection() {}

  static void write(Html html, List<Score> scores) {
    html.open("section", "class", "scores").element("h2", "Accuracy").open("div", "class", "pair");
    html.open("div");
    table(html, scores);
    precision(html, scores);
    html.close();
    if (scores.size() > 1) {
      html.open("figure");
      new AccuracyChart(scores).write(html);
      html.element(
          "figcaption", "Accuracy against shots, that is, examples a class. Dashed: no examples.");
      html.close();
    }
    html.close();
    html.closeLine();
  }

  private static void table(Html html, List<Score> scores) {
    html.open("table").open("thead").open("tr");
    html.element("th", "Method", "scope", "col");
    for (String name : List.of("Shots", "Accuracy", "Right", "Range")) {
      html.element("th", name, "scope", "col", "class", "number");
    }
    html.close().close().open("tbody");
    for (Score score : scores) {
      html.open("tr").open("th", "scope", "row").foreign(score.method()).close();
      number(html, Integer.toString(score.shots()));
      number(html, Numbers.percent(score.accuracy()));
      number(html, score.correct() + " of " + score.total());
      number(
          html,
          Numbers.decimals(100 * score.least(), 0) + "–" + Numbers.decimals(100 * score.most(), 0));
      html.closeLine();
    }
    html.close().close();
  }

  private static void precision(Html html, List<Score> scores) {
    int fewest = scores.stream().mapToInt(Score::total).min().orElseThrow();
    html.element(
        "p",
        "The range is Wilson's 95 %% interval. With %s, one answer more or less is %s points."
            .formatted(Numbers.count(fewest, "picture"), Numbers.decimals(100.0 / fewest, 1)),
        "class",
        "small");
  }

  private static void number(Html html, String text) {
    html.element("td", text, "class", "number");
  }
}
