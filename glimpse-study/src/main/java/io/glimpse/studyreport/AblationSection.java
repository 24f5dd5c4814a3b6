package io.glimpse.studyreport;

import io.glimpse.study.CellResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Methods with settings, beside the same methods as they are. */
final class AblationSection {

  private final Findings findings;

  AblationSection(Findings findings) {
    this.findings = findings;
  }

  Section section() {
    List<Table> tables = new ArrayList<>();
    for (Condition condition : findings.conditions()) {
      List<CellResult> variants =
          findings.of(condition).stream().filter(result -> !Findings.isPlain(result)).toList();
      for (String method : Findings.distinct(variants, CellResult::method)) {
        List<CellResult> own =
            variants.stream().filter(result -> result.method().equals(method)).toList();
        tables.add(table(condition, method, own));
      }
    }
    return tables.isEmpty()
        ? Section.missing(
            "ablations",
            "Ablations",
            "Not run: CALIP's terms, scale and pooling; Tip-Adapter's alpha, beta and cache size;"
                + " shots beyond 16. A run with ablations adds them, and methods take settings of any"
                + " kind, such as tip:cache_size=4.")
        : new Section(
            "ablations",
            "Ablations",
            "Settings that are not named are those of the method as it is, and a difference is over the"
                + " seeds that both have. Shots beyond 16 are in"
                + " the tables of accuracy.",
            List.of(),
            tables);
  }

  private Table table(Condition condition, String method, List<CellResult> variants) {
    List<List<String>> rows = new ArrayList<>();
    List<CellResult> used = new ArrayList<>(variants);
    for (int shots : variants.stream().map(CellResult::shots).distinct().sorted().toList()) {
      Set<Long> seeds =
          variants.stream()
              .filter(r -> r.shots() == shots)
              .map(CellResult::seed)
              .collect(Collectors.toSet());
      List<CellResult> base =
          findings.of(condition, method, shots).stream()
              .filter(r -> seeds.contains(r.seed()))
              .toList();
      used.addAll(base);
      Optional<Estimate> plain = Estimate.of(base);
      rows.add(row(method + " as it is", shots, plain, plain));
      for (String variant :
          Findings.distinct(
              variants.stream().filter(r -> r.shots() == shots).toList(), CellResult::variant)) {
        Optional<Estimate> estimate = findings.estimate(condition, variant, shots);
        rows.add(
            row(variant.substring(method.length() + 1).replace(":", ", "), shots, estimate, plain));
      }
    }
    return new Table(
        "ablation_" + Slug.of(method) + "_" + Slug.of(condition),
        method + ", " + findings.heading(condition),
        Condition.caption(used),
        List.of("Settings", "Shots", "Accuracy", "Difference"),
        rows);
  }

  private static List<String> row(
      String name, int shots, Optional<Estimate> estimate, Optional<Estimate> plain) {
    return List.of(
        name,
        Integer.toString(shots),
        estimate.map(Estimate::text).orElse(Table.MISSING),
        Estimate.difference(estimate, plain));
  }
}
