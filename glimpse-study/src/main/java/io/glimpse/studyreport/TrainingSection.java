package io.glimpse.studyreport;

import io.glimpse.page.Figure;
import io.glimpse.page.LineChart;
import io.glimpse.page.Numbers;
import io.glimpse.study.CellResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** Accuracy and loss of training against epochs and time; accuracy over alpha and beta. */
final class TrainingSection {

  /** Those that go through the shots in epochs. */
  private static final List<String> TRAINED =
      List.of("calip-fs", "tip-f", "clip-adapter", "inter-view");

  private final Findings findings;

  TrainingSection(Findings findings) {
    this.findings = findings;
  }

  Section training() {
    List<Figure> figures = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    for (Condition condition : findings.conditions()) {
      List<CellResult> trained = longest(condition);
      if (trained.isEmpty()) {
        continue;
      }
      String title = findings.heading(condition);
      figures.add(
          chart(title + ": loss", "epoch", "loss", trained, (e, i) -> i, (e, i) -> e.loss()));
      figures.add(
          chart(
              title + ": loss",
              "seconds",
              "loss",
              trained,
              (e, i) -> e.seconds(),
              (e, i) -> e.loss()));
      figures.add(
          chart(
              title + ": accuracy on the shots",
              "epoch",
              "accuracy, %",
              trained,
              (e, i) -> i,
              (e, i) -> 100 * e.accuracy()));
      figures.add(
          chart(
              title + ": accuracy on the shots",
              "seconds",
              "accuracy, %",
              trained,
              (e, i) -> e.seconds(),
              (e, i) -> 100 * e.accuracy()));
      tables.add(table(condition, title, trained));
    }
    return tables.isEmpty()
        ? Section.missing(
            "training",
            "Training",
            "No curves: none of " + String.join(", ", TRAINED) + " was run.")
        : new Section(
            "training",
            "Training",
            "The first seed at the shots that most methods have results at. CLIP-Adapter as it is trains once for each of ten"
                + " ratios; its curve is that of the ratio that was kept. A linear probe goes"
                + " straight to its optimum and has no epochs.",
            figures,
            tables);
  }

  /** Of each variant that is trained, the first seed's result at the shots that most have. */
  private List<CellResult> longest(Condition condition) {
    List<CellResult> trained =
        findings.of(condition).stream()
            .filter(r -> TRAINED.contains(r.method()) || !r.epochs().isEmpty())
            .sorted(Comparator.comparingLong(CellResult::seed))
            .toList();
    int most = Findings.mostShots(trained);
    List<CellResult> first = new ArrayList<>();
    for (CellResult result : trained) {
      boolean seen = first.stream().anyMatch(r -> r.variant().equals(result.variant()));
      if (result.shots() == most && !seen) {
        first.add(result);
      }
    }
    return first;
  }

  private static Figure chart(
      String title,
      String across,
      String up,
      List<CellResult> trained,
      ToDoubleBiFunction<CellResult.Epoch, Integer> x,
      ToDoubleBiFunction<CellResult.Epoch, Integer> y) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (CellResult result : trained) {
      List<LineChart.Point> points = new ArrayList<>();
      int number = 1;
      for (CellResult.Epoch epoch : result.epochs()) {
        points.add(
            new LineChart.Point(
                x.applyAsDouble(epoch, number), y.applyAsDouble(epoch, number), Double.NaN));
        number++;
      }
      lines.add(new LineChart.Line(result.variant(), points, false));
    }
    return new LineChart(title + " against " + across, across, up, false, lines);
  }

  private static Table table(Condition condition, String title, List<CellResult> trained) {
    List<List<String>> rows = new ArrayList<>();
    for (CellResult result : trained) {
      if (result.epochs().isEmpty()) {
        rows.add(withoutCurve(result));
        continue;
      }
      CellResult.Epoch first = result.epochs().get(0);
      CellResult.Epoch last = result.epochs().get(result.epochs().size() - 1);
      rows.add(
          List.of(
              result.variant(),
              Integer.toString(result.shots()),
              Integer.toString(result.epochs().size()),
              Numbers.significant(first.loss()),
              Numbers.significant(last.loss()),
              Estimate.percent(last.accuracy()),
              Numbers.significant(last.seconds()) + " s"));
    }
    return new Table(
        "training_" + Slug.of(condition),
        title,
        Condition.caption(trained),
        List.of(
            "Method",
            "Shots",
            "Epochs",
            "Loss of the first",
            "Loss of the last",
            "Accuracy on the shots",
            "Time"),
        rows);
  }

  /** A result of a version that did not keep its epochs. */
  private static List<String> withoutCurve(CellResult result) {
    return List.of(
        result.variant(),
        Integer.toString(result.shots()),
        Table.MISSING,
        Table.MISSING,
        Table.MISSING,
        Table.MISSING,
        Table.MISSING);
  }

  Section sensitivity() {
    List<Figure> figures = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    for (Condition condition : findings.conditions()) {
      List<CellResult> mapped =
          findings.of(condition).stream()
              .filter(r -> r.sensitivity() != null)
              .sorted(Comparator.comparingLong(CellResult::seed))
              .toList();
      int most = mapped.stream().mapToInt(CellResult::shots).max().orElse(0);
      for (CellResult result : mapped) {
        CellResult.Sensitivity map = result.sensitivity();
        if (map != null && result.shots() == most) {
          add(condition, result, map, figures, tables);
          break;
        }
      }
    }
    return tables.isEmpty()
        ? Section.missing(
            "sensitivity",
            "Sensitivity to alpha and beta",
            "No map: Tip-Adapter was not run with texts and validation pictures.")
        : new Section(
            "sensitivity",
            "Sensitivity to alpha and beta",
            "Tip-Adapter's right answers on the pictures that alpha and beta are chosen on, at the"
                + " most shots, first seed.",
            figures,
            tables);
  }

  private void add(
      Condition condition,
      CellResult result,
      CellResult.Sensitivity map,
      List<Figure> figures,
      List<Table> tables) {
    int n = map.beta().size();
    double[][] values = new double[n][];
    double least = 1;
    double most = 0;
    List<List<String>> rows = new ArrayList<>();
    for (int b = 0; b < n; b++) {
      List<Integer> counts = map.correct().get(b);
      double[] shares = counts.stream().mapToDouble(c -> (double) c / map.total()).toArray();
      // The largest beta stands on top, as on a plot.
      values[n - 1 - b] = shares;
      List<String> row = new ArrayList<>(List.of(Numbers.decimals(map.beta().get(b), 2)));
      for (double share : shares) {
        least = Math.min(least, share);
        most = Math.max(most, share);
        row.add(Estimate.percent(share));
      }
      rows.add(row);
    }
    String title =
        findings.heading(condition) + ", " + result.shots() + " shots, seed " + result.seed();
    String alphas = range(map.alpha());
    figures.add(
        new GridChart(
            title,
            "beta, " + range(map.beta()),
            "alpha, " + alphas,
            values,
            List.of(Estimate.percent(least) + " %", Estimate.percent(most) + " %")));
    List<String> columns = new ArrayList<>(List.of("beta \\ alpha"));
    map.alpha().forEach(alpha -> columns.add(Numbers.decimals(alpha, 2)));
    tables.add(
        new Table(
            "sensitivity_" + Slug.of(condition),
            title,
            "In per cent of " + map.on() + ". " + Condition.caption(List.of(result)),
            columns,
            rows));
  }

  private static String range(List<Double> values) {
    return Numbers.decimals(values.get(0), 1)
        + " to "
        + Numbers.decimals(values.get(values.size() - 1), 1);
  }
}
