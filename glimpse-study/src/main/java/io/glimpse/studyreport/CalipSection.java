package io.glimpse.studyreport;

import io.glimpse.study.CellResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CALIP against CLIP, per data set; and the shifted data sets against what they shift. */
final class CalipSection {

  private final Findings findings;

  CalipSection(Findings findings) {
    this.findings = findings;
  }

  Section calip() {
    List<List<String>> rows = new ArrayList<>();
    List<CellResult> used = new ArrayList<>();
    for (Condition condition : findings.conditions()) {
      Optional<Estimate> clip = findings.estimate(condition, "zero-shot", 0);
      Optional<Estimate> calip = findings.estimate(condition, "calip", 0);
      List<CellResult> results = findings.of(condition, "calip", 0);
      used.addAll(results);
      String betas =
          results.stream()
              .map(r -> r.params().get("beta2") + " and " + r.params().get("beta3"))
              .findFirst()
              .orElse(Table.MISSING);
      rows.add(
          List.of(
              findings.heading(condition),
              clip.map(Estimate::text).orElse(Table.MISSING),
              calip.map(Estimate::text).orElse(Table.MISSING),
              Estimate.difference(calip, clip),
              betas));
    }
    return new Section(
        "calip",
        "CALIP against CLIP",
        "Neither sees a shot. β₂ and β₃ are the weights of CALIP's two terms of attention.",
        List.of(),
        List.of(
            new Table(
                "calip",
                "CALIP against CLIP, per data set",
                Condition.caption(used),
                List.of("Data set", "CLIP", "CALIP", "Difference", "β₂ and β₃"),
                rows)));
  }

  Section shift() {
    List<Table> tables = new ArrayList<>();
    for (Condition condition : findings.conditions()) {
      String source = findings.facts(condition).map(f -> f.trainedOn()).orElse(null);
      if (source != null) {
        Condition origin = new Condition(source, condition.encoder(), condition.protocol());
        tables.add(table(condition, origin));
      }
    }
    return tables.isEmpty()
        ? Section.missing(
            "shift",
            "Natural shift",
            "Not run: classifiers made of ImageNet and tested on imagenetv2, imagenet_sketch,"
                + " imagenet_a or imagenet_r. A run with these data sets adds them.")
        : new Section(
            "shift",
            "Natural shift",
            "Classifiers made of one data set and tested on another; of a test set with fewer"
                + " classes, only their logits are compared. A difference is over the seeds that both"
                + " have.",
            List.of(),
            tables);
  }

  private Table table(Condition shifted, Condition origin) {
    List<List<String>> rows = new ArrayList<>();
    for (String method : findings.methods()) {
      List<Integer> counts = findings.isFewShot(method) ? findings.shots() : List.of(0);
      for (int count : counts) {
        Optional<Estimate> before = findings.estimate(origin, method, count);
        Optional<Estimate> after = findings.estimate(shifted, method, count);
        rows.add(
            List.of(
                method,
                Integer.toString(count),
                before.map(Estimate::text).orElse(Table.MISSING),
                after.map(Estimate::text).orElse(Table.MISSING),
                Estimate.difference(after, before)));
      }
    }
    return new Table(
        "shift_" + Slug.of(shifted),
        findings.heading(shifted),
        Condition.caption(findings.of(shifted)),
        List.of(
            "Method",
            "Shots",
            Findings.title(origin.dataset()),
            Findings.title(shifted.dataset()),
            "Difference"),
        rows);
  }
}
