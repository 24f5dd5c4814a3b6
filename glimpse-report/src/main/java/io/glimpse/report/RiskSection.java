package io.glimpse.report;

import io.glimpse.metric.RiskCoverage;
import io.glimpse.page.Html;
import io.glimpse.page.LineChart;
import io.glimpse.page.Numbers;
import java.util.List;

/** How many answers are wrong if only the surest are taken. */
final class RiskSection {

  private static final double[] SHARES = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};

  private RiskSection() {}

  static void write(Html html, RiskCoverage counted) {
    List<RiskCoverage.Point> points = counted.at(SHARES).stream().distinct().toList();
    html.open("section").element("h2", "What if only the surest answers are taken?");
    html.element(
        "p",
        "If the surest answers are taken as they are and a person looks at the others, so many of"
            + " those that were taken are wrong. The less sure half should hold most of the"
            + " mistakes: then the line climbs to the right.");
    html.open("div", "class", "pair");
    List<LineChart.Point> line =
        points.stream()
            .map(p -> new LineChart.Point(100 * p.coverage(), 100 * p.risk(), Double.NaN))
            .toList();
    String last = Numbers.percent(points.get(points.size() - 1).risk());
    new LineChart(
            "Wrong answers among the surest",
            "surest answers taken, %",
            "wrong, %",
            false,
            List.of(new LineChart.Line("wrong", last, line, false)))
        .write(html);
    html.open("div");
    Tables.begin(html, "Surest", List.of("Probability from", "Wrong"));
    for (RiskCoverage.Point point : points) {
      Tables.row(
          html,
          Numbers.percent(point.coverage()),
          List.of(Numbers.percent(point.probability()), Numbers.percent(point.risk())));
    }
    Tables.end(html);
    html.element(
        "p",
        "The mean of the line over all answers is %s; the less, the better."
            .formatted(Numbers.percent(counted.area())),
        "class",
        "small");
    html.close().close().closeLine();
  }
}
