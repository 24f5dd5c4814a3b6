package io.glimpse.studyreport;

import io.glimpse.page.Figure;
import io.glimpse.page.LineChart;
import io.glimpse.study.CellResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Accuracy against shots, per data set and on average. */
final class AccuracySections {

  private final Findings findings;
  private final List<String> methods;
  private final List<Integer> shots;

  AccuracySections(Findings findings) {
    this.findings = findings;
    this.methods = findings.methods();
    this.shots = findings.shots();
  }

  Section perDataset() {
    List<Figure> figures = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    for (Condition condition : findings.conditions()) {
      String title = findings.heading(condition);
      add(figures, title, (method, count) -> findings.estimate(condition, method, count));
      tables.add(
          table(
              "accuracy_" + Slug.of(condition),
              title,
              Condition.caption(plain(condition)),
              (method, count) -> findings.estimate(condition, method, count),
              (method, count) -> findings.seeds(condition, method, count)));
    }
    return new Section(
        "accuracy",
        "Accuracy against shots",
        "Top-1 accuracy on the test set in per cent. ± is half the width of the 95 % confidence"
            + " interval of the mean over seeds (Student's t). A dash is an experiment that is"
            + " missing.",
        figures,
        tables);
  }

  private List<CellResult> plain(Condition condition) {
    return findings.of(condition).stream().filter(Findings::isPlain).toList();
  }

  /** The mean over data sets, where several were run with one encoder and protocol. */
  Section average() {
    List<Figure> figures = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    Set<List<String>> settings =
        findings.conditions().stream()
            .map(c -> List.of(c.encoder(), c.protocol()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (List<String> setting : settings) {
      List<Condition> conditions =
          findings.conditions().stream()
              .filter(c -> List.of(c.encoder(), c.protocol()).equals(setting))
              .filter(c -> findings.facts(c).map(f -> f.trainedOn() == null).orElse(true))
              .toList();
      if (conditions.size() > 1) {
        String title = "Mean of " + conditions.size() + " data sets, " + String.join(", ", setting);
        add(figures, title, (method, count) -> mean(conditions, method, count));
        tables.add(
            table(
                "average_" + Slug.of(setting.get(0)) + "_" + setting.get(1),
                title,
                "Only where no data set is missing, over the seeds that all of them have. "
                    + Condition.caption(
                        conditions.stream().flatMap(c -> plain(c).stream()).toList()),
                (method, count) -> mean(conditions, method, count),
                (method, count) ->
                    conditions.stream()
                        .mapToLong(c -> findings.seeds(c, method, count))
                        .min()
                        .orElse(0)));
      }
    }
    return tables.isEmpty()
        ? Section.missing(
            "average",
            "Average over data sets",
            "There is one data set for each encoder and protocol, so there is no average to take.")
        : new Section("average", "Average over data sets", "", figures, tables);
  }

  private Optional<Estimate> mean(List<Condition> conditions, String method, int count) {
    List<Estimate> all = new ArrayList<>();
    for (Condition condition : conditions) {
      findings.estimate(condition, method, count).ifPresent(all::add);
    }
    if (all.size() < conditions.size()) {
      return Optional.empty();
    }
    Map<Long, Double> bySeed = new TreeMap<>();
    for (long seed : Estimate.commonSeeds(all)) {
      double sum = 0;
      for (Estimate estimate : all) {
        sum += Objects.requireNonNull(estimate.bySeed().get(seed));
      }
      bySeed.put(seed, sum / all.size());
    }
    return bySeed.isEmpty() ? Optional.empty() : Optional.of(new Estimate(bySeed));
  }

  /** Finds an accuracy. */
  @FunctionalInterface
  private interface Lookup {
    Optional<Estimate> find(String method, int shots);
  }

  /** How many seeds were asked for. */
  @FunctionalInterface
  private interface Seeds {
    long of(String method, int shots);
  }

  /** Draws what is there; where everything is missing the table says so. */
  private void add(List<Figure> figures, String title, Lookup lookup) {
    LineChart chart = chart(title, lookup);
    if (!chart.lines().isEmpty()) {
      figures.add(chart);
    }
  }

  private LineChart chart(String title, Lookup lookup) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (String method : methods) {
      List<LineChart.Point> points = new ArrayList<>();
      boolean fewShot = findings.isFewShot(method);
      for (int count : fewShot ? shots : List.of(0)) {
        lookup
            .find(method, count)
            .ifPresent(
                e -> points.add(new LineChart.Point(count, 100 * e.mean(), 100 * e.halfWidth())));
      }
      lines.add(new LineChart.Line(method, points, !fewShot));
    }
    return new LineChart(title, "shots a class", "accuracy, %", true, lines);
  }

  private Table table(String name, String title, String caption, Lookup lookup, Seeds seeds) {
    List<String> columns = new ArrayList<>(List.of("Method", "0 shots"));
    shots.forEach(count -> columns.add(count + (count == 1 ? " shot" : " shots")));
    List<List<String>> rows = new ArrayList<>();
    for (String method : methods) {
      List<String> row = new ArrayList<>(List.of(method));
      boolean fewShot = findings.isFewShot(method);
      row.add(fewShot ? "" : text(lookup.find(method, 0), 1));
      for (int count : shots) {
        row.add(fewShot ? text(lookup.find(method, count), seeds.of(method, count)) : "");
      }
      rows.add(row);
    }
    return new Table(name, title, caption, columns, rows);
  }

  /**
   * An accuracy, and how many seeds it is of where some are missing; nothing where none was asked
   * for.
   */
  private static String text(Optional<Estimate> estimate, long seeds) {
    return estimate
        .map(
            e -> e.text() + (e.seeds() < seeds ? ", " + e.seeds() + " of " + seeds + " seeds" : ""))
        .orElse(seeds == 0 ? "" : Table.MISSING);
  }
}
