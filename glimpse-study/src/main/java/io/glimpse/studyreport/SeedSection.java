package io.glimpse.studyreport;

import io.glimpse.study.CellResult;
import java.util.ArrayList;
import java.util.List;

/** Every experiment on its own, and those that failed. */
final class SeedSection {

  private final Findings findings;

  SeedSection(Findings findings) {
    this.findings = findings;
  }

  Section section() {
    List<Table> tables = new ArrayList<>();
    for (Condition condition : findings.conditions()) {
      List<List<String>> rows = new ArrayList<>();
      List<CellResult> results = findings.of(condition);
      for (CellResult result : results) {
        CellResult.Score score = result.score();
        if (score != null) {
          rows.add(
              List.of(
                  result.variant(),
                  Integer.toString(result.shots()),
                  Long.toString(result.seed()),
                  Integer.toString(score.correct()),
                  Integer.toString(score.total()),
                  Estimate.percent(score.accuracy()),
                  Estimate.percent(score.meanOfClasses()),
                  result.selection(),
                  result.params().toString().replaceAll("^\\{|}$", "")));
        }
      }
      tables.add(
          new Table(
              "seeds_" + Slug.of(condition),
              findings.heading(condition),
              Condition.caption(results),
              List.of(
                  "Method",
                  "Shots",
                  "Seed",
                  "Right",
                  "Of",
                  "Accuracy",
                  "Mean of classes",
                  "Selection",
                  "Parameters"),
              rows));
    }
    if (!findings.failed().isEmpty()) {
      tables.add(failures());
    }
    return new Section("seeds", "Every experiment", "", List.of(), tables);
  }

  private Table failures() {
    List<List<String>> rows = new ArrayList<>();
    for (CellResult result : findings.failed()) {
      rows.add(
          List.of(
              result.variant(),
              result.dataset(),
              result.encoder(),
              Integer.toString(result.shots()),
              Long.toString(result.seed()),
              String.valueOf(result.error())));
    }
    return new Table(
        "failed",
        "Experiments that failed",
        "The next run tries them again.",
        List.of("Method", "Data set", "Encoder", "Shots", "Seed", "Reason"),
        rows);
  }
}
