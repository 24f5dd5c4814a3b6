package io.glimpse.report;

import io.glimpse.page.Html;
import io.glimpse.page.LineChart;
import io.glimpse.page.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
      chart(scores).write(html);
    }
    html.close();
    html.closeLine();
  }

  /** A line over the shots for every method that has some, a level for one without. */
  private static LineChart chart(List<Score> scores) {
    Map<String, List<Score>> byMethod = new LinkedHashMap<>();
    scores.stream()
        .sorted(Comparator.comparingInt(Score::shots))
        .forEach(s -> byMethod.computeIfAbsent(s.method(), name -> new ArrayList<>()).add(s));
    List<LineChart.Line> lines = new ArrayList<>();
    byMethod.forEach(
        (method, line) -> {
          Score last = line.get(line.size() - 1);
          List<LineChart.Point> points =
              line.stream()
                  .map(s -> new LineChart.Point(s.shots(), 100 * s.accuracy(), Double.NaN))
                  .toList();
          String value = Numbers.percent(last.accuracy());
          lines.add(new LineChart.Line(method, value, points, last.shots() == 0));
        });
    String title = "Accuracy against shots, that is, examples a class";
    return new LineChart(title, "shots a class; dashed: none", "accuracy, %", true, lines);
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
