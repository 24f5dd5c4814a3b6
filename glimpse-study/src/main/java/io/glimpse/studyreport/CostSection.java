package io.glimpse.studyreport;

import io.glimpse.page.Numbers;
import io.glimpse.study.CellResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Time to fit, time of a query, memory; and accuracy by encoder. */
final class CostSection {

  private static final double MEBIBYTE = 1 << 20;

  /** Less is not worth telling apart. */
  private static final double LEAST_SECONDS = 0.001;

  private final Findings findings;

  CostSection(Findings findings) {
    this.findings = findings;
  }

  Section efficiency() {
    List<Table> tables = new ArrayList<>();
    for (Condition condition : findings.conditions()) {
      List<List<String>> rows = new ArrayList<>();
      for (String method : findings.methods()) {
        for (int count : findings.isFewShot(method) ? findings.shots() : List.of(0)) {
          if (findings.seeds(condition, method, count) > 0) {
            rows.add(row(method, count, findings.of(condition, method, count)));
          }
        }
      }
      tables.add(
          new Table(
              "efficiency_" + Slug.of(condition),
              findings.heading(condition),
              "Means over seeds on the machine that ran them. "
                  + Condition.caption(findings.of(condition)),
              List.of(
                  "Method", "Shots", "Fit", "Choice of parameters", "One query", "Largest heap"),
              rows));
    }
    return new Section(
        "efficiency",
        "Efficiency",
        "Features are ready: encoding a picture comes on top. A query is one of a batch. The largest"
            + " heap holds what was not yet collected, so it is an upper bound; it is measured where"
            + " one experiment ran at a time.",
        List.of(),
        tables);
  }

  private static List<String> row(String method, int shots, List<CellResult> results) {
    if (results.isEmpty()) {
      return List.of(
          method,
          Integer.toString(shots),
          Table.MISSING,
          Table.MISSING,
          Table.MISSING,
          Table.MISSING);
    }
    return List.of(
        method,
        Integer.toString(shots),
        seconds(mean(results, CellResult.Cost::fit)),
        seconds(mean(results, CellResult.Cost::select)),
        Numbers.decimals(1e6 * mean(results, CellResult.Cost::perQuery), 1) + " µs",
        heap(results));
  }

  private static String seconds(double seconds) {
    return seconds > 0 && seconds < LEAST_SECONDS
        ? "<" + LEAST_SECONDS + " s"
        : Numbers.significant(seconds) + " s";
  }

  private static double mean(List<CellResult> results, ToDoubleFunction<CellResult.Cost> of) {
    return results.stream()
        .flatMap(result -> Optional.ofNullable(result.cost()).stream())
        .mapToDouble(of)
        .average()
        .orElse(Double.NaN);
  }

  private static String heap(List<CellResult> results) {
    return results.stream()
        .flatMap(result -> Optional.ofNullable(result.cost()).stream())
        .flatMap(cost -> Optional.ofNullable(cost.peakHeapBytes()).stream())
        .mapToLong(Long::longValue)
        .max()
        .stream()
        .mapToObj(bytes -> Numbers.decimals(bytes / MEBIBYTE, 0) + " MiB")
        .findFirst()
        .orElse(Table.MISSING);
  }

  /** Encoders beside each other, at the most shots. */
  Section backbones() {
    List<String> encoders = Findings.distinct(findings.done(), CellResult::encoder);
    if (encoders.size() < 2) {
      return Section.missing(
          "encoders",
          "Accuracy by encoder",
          "One encoder was run: " + String.join("", encoders) + ". A run may have several.");
    }
    List<Table> tables = new ArrayList<>();
    for (List<String> one :
        Findings.distinct(findings.done(), r -> List.of(r.dataset(), r.protocol()))) {
      List<CellResult> plain =
          findings.done().stream()
              .filter(r -> List.of(r.dataset(), r.protocol()).equals(one))
              .filter(Findings::isPlain)
              .toList();
      int most = Findings.mostShots(plain);
      List<List<String>> rows = new ArrayList<>();
      List<CellResult> used = new ArrayList<>();
      for (String method : findings.methods()) {
        int count = findings.isFewShot(method) ? most : 0;
        List<CellResult> results =
            plain.stream().filter(r -> r.variant().equals(method) && r.shots() == count).toList();
        used.addAll(results);
        List<String> row = new ArrayList<>(List.of(method, Integer.toString(count)));
        row.addAll(byEncoder(encoders, results));
        rows.add(row);
      }
      List<String> columns = new ArrayList<>(List.of("Method", "Shots"));
      columns.addAll(encoders);
      tables.add(
          new Table(
              "encoders_" + Slug.of(one.get(0)) + "_" + one.get(1),
              Findings.title(one.get(0)),
              "Over the seeds that all encoders with results have. " + Condition.caption(used),
              columns,
              rows));
    }
    return new Section(
        "encoders",
        "Accuracy by encoder",
        "At the shots that most methods and encoders have results at.",
        List.of(),
        tables);
  }

  private static List<String> byEncoder(List<String> encoders, List<CellResult> results) {
    List<Optional<Estimate>> estimates =
        encoders.stream()
            .map(e -> Estimate.of(results.stream().filter(r -> r.encoder().equals(e)).toList()))
            .toList();
    Set<Long> seeds = Estimate.commonSeeds(estimates.stream().flatMap(Optional::stream).toList());
    return estimates.stream()
        .map(e -> e.flatMap(some -> some.over(seeds)).map(Estimate::text).orElse(Table.MISSING))
        .toList();
  }
}
