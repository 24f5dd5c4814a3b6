package io.glimpse.studyreport;

import io.glimpse.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The papers' figures beside ours, for every data set and number of shots that was run. */
final class PublishedSection {

  private final Findings findings;
  private final Published published = Published.load();

  PublishedSection(Findings findings) {
    this.findings = findings;
  }

  Section section() {
    List<Table> tables = new ArrayList<>();
    for (Condition condition : findings.conditions()) {
      Optional<TestSize> size = TestSize.of(condition.dataset(), findings);
      boolean comparable = size.map(TestSize::isPublished).orElse(true);
      List<List<String>> rows = rows(condition, comparable);
      if (!rows.isEmpty()) {
        tables.add(
            new Table(
                "published_" + Slug.of(condition),
                findings.heading(condition)
                    + (comparable ? "" : ": not comparable, our test is another than the papers'"),
                size.map(TestSize::sentence).orElse("")
                    + "Published: backbone and source are in the row. Ours: "
                    + Condition.caption(findings.of(condition)),
                List.of(
                    "Method",
                    "Shots",
                    "Published",
                    "Backbone",
                    "Source",
                    "Ours",
                    "Our encoder",
                    "Difference"),
                rows));
      }
    }
    String text =
        "Published figures are of other encoders unless the backbone is named alike, and many were"
            + " chosen on the test set: a difference compares whole set-ups, not implementations."
            + " Where our test has other classes or another number of pictures than the papers', the"
            + " table says so and gives no difference.";
    return tables.isEmpty()
        ? Section.missing(
            "published", "Beside the papers", "No figures of these data sets are published here.")
        : new Section("published", "Beside the papers", text, List.of(), tables);
  }

  private List<List<String>> rows(Condition condition, boolean comparable) {
    TreeSet<Integer> counts = new TreeSet<>(findings.shots());
    counts.add(0);
    List<List<String>> rows = new ArrayList<>();
    for (int count : counts) {
      for (Published.Row row : published.of(condition.dataset(), count)) {
        Optional<Estimate> ours = findings.estimate(condition, row.method(), count);
        rows.add(
            List.of(
                row.method(),
                Integer.toString(count),
                Numbers.decimals(row.accuracy(), 2),
                row.backbone(),
                row.note() == null ? row.source() : row.source() + " (" + row.note() + ")",
                ours.map(Estimate::text).orElse(Table.MISSING),
                condition.encoder(),
                ours.map(
                        e ->
                            comparable
                                ? Estimate.points(e.mean() - row.accuracy() / 100)
                                : "not comparable")
                    .orElse(Table.MISSING)));
      }
    }
    return rows;
  }
}
