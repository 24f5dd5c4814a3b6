package io.glimpse.studyreport;

import io.glimpse.page.LineChart;
import io.glimpse.study.CellResult;
import io.glimpse.study.Trust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often answers of some probability are right, for the most accurate of some methods. */
final class ReliabilityChart {

  /** More lines than this hide each other. */
  private static final int MOST_METHODS = 5;

  /** Answers in a bin, of all seeds, below which its accuracy is left to chance. */
  private static final int FEWEST = 20;

  private final Map<String, List<CellResult>> byMethod = new LinkedHashMap<>();

  /**
   * @param results of calibrated methods at one number of shots
   */
  ReliabilityChart(List<CellResult> results) {
    results.forEach(r -> byMethod.computeIfAbsent(r.variant(), m -> new ArrayList<>()).add(r));
  }

  /**
   * The chart, with the diagonal that exact probabilities lie on.
   *
   * @param heading of the data set
   */
  LineChart chart(String heading, int shots) {
    List<LineChart.Line> lines = new ArrayList<>();
    lines.add(
        new LineChart.Line(
            "exact",
            List.of(
                new LineChart.Point(0, 0, Double.NaN), new LineChart.Point(100, 100, Double.NaN)),
            false));
    byMethod.entrySet().stream()
        .sorted(Comparator.comparingDouble(entry -> -accuracy(entry.getValue())))
        .limit(MOST_METHODS)
        .forEach(
            entry ->
                lines.add(new LineChart.Line(entry.getKey(), points(entry.getValue()), false)));
    return new LineChart(
        heading + ", reliability at " + shots + (shots == 1 ? " shot" : " shots"),
        "probability of the answer, %",
        "right answers, %",
        false,
        lines);
  }

  private static double accuracy(List<CellResult> results) {
    return Estimate.of(results).map(Estimate::mean).orElse(0.0);
  }

  private static List<LineChart.Point> points(List<CellResult> results) {
    List<LineChart.Point> points = new ArrayList<>();
    List<Trust> all = trusts(results);
    int bins = all.stream().mapToInt(t -> t.reliability().size()).max().orElse(0);
    for (int b = 0; b < bins; b++) {
      int count = 0;
      int correct = 0;
      double sum = 0;
      for (Trust trust : all) {
        if (b < trust.reliability().size()) {
          Trust.Bin bin = trust.reliability().get(b);
          count += bin.count();
          correct += bin.correct();
          sum += bin.sum();
        }
      }
      if (count >= FEWEST) {
        points.add(new LineChart.Point(100 * sum / count, 100.0 * correct / count, Double.NaN));
      }
    }
    return points;
  }

  private static List<Trust> trusts(List<CellResult> results) {
    List<Trust> trusts = new ArrayList<>();
    for (CellResult result : results) {
      CellResult.Score score = result.score();
      Trust trust = score == null ? null : score.trust();
      if (trust != null) {
        trusts.add(trust);
      }
    }
    return trusts;
  }
}
