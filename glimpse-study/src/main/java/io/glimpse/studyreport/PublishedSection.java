package io.glimpse.studyreport;

import io.glimpse.method.Methods;
import io.glimpse.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
      List<Published.Row> figures = figures(condition);
      if (!figures.isEmpty()) {
        tables.add(table(condition, figures));
      }
    }
    String text =
        "Published figures are of other encoders unless the backbone is named alike, and many were"
            + " chosen on the test set: a difference compares whole set-ups, not implementations."
            + " Where our test has other classes or pictures than the papers', or that is not known, the"
            + " table says so and gives no difference.";
    return tables.isEmpty()
        ? Section.missing(
            "published", "Beside the papers", "No figures of these data sets are published here.")
        : new Section("published", "Beside the papers", text, List.of(), tables);
  }

  /** What was published of a data set at the numbers of shots that were asked for. */
  private List<Published.Row> figures(Condition condition) {
    TreeSet<Integer> counts = new TreeSet<>(findings.shots());
    counts.add(0);
    return counts.stream()
        .flatMap(count -> published.of(condition.dataset(), count).stream())
        .toList();
  }

  private Table table(Condition condition, List<Published.Row> figures) {
    Optional<TestSize> size = TestSize.of(condition, findings);
    boolean saysVariant = figures.stream().allMatch(Published.Row::saysVariant);
    TestSize.Verdict verdict =
        saysVariant
            ? size.map(TestSize::verdict).orElse(TestSize.Verdict.UNKNOWN)
            : TestSize.Verdict.UNKNOWN;
    String caption =
        saysVariant
            ? size.map(TestSize::sentence).orElse("")
            : "The sources do not say which variant of this data set their figures are of. ";
    return new Table(
        "published_" + Slug.of(condition),
        findings.heading(condition)
            + (verdict == TestSize.Verdict.COMPARABLE ? "" : ": " + verdict.text()),
        caption
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
        figures.stream().map(row -> cells(row, condition, verdict)).toList());
  }

  private List<String> cells(Published.Row row, Condition condition, TestSize.Verdict verdict) {
    String method = row.ourMethod();
    boolean isOurs = Methods.all().stream().anyMatch(m -> m.name().equals(method));
    Optional<Estimate> ours =
        Estimate.of(
            findings.of(condition, method, row.shots()).stream()
                .filter(result -> isDrawnAlike(row.preset(), result.clouds()))
                .toList());
    return List.of(
        row.method(),
        Integer.toString(row.shots()),
        Numbers.decimals(row.accuracy(), 2),
        row.backbone(),
        row.note() == null ? row.source() : row.source() + " (" + row.note() + ")",
        isOurs ? ours.map(Estimate::text).orElse(Table.MISSING) : "not run by Glimpse",
        isOurs ? condition.encoder() : "",
        isOurs ? ours.map(e -> difference(e, row, verdict)).orElse(Table.MISSING) : "");
  }

  private static boolean isDrawnAlike(@Nullable String preset, @Nullable String clouds) {
    return preset == null || (clouds != null && clouds.startsWith(preset + ","));
  }

  private static String difference(Estimate ours, Published.Row row, TestSize.Verdict verdict) {
    return switch (verdict) {
      case COMPARABLE -> Estimate.points(ours.mean() - row.accuracy() / 100);
      case OTHER -> "not comparable";
      case UNKNOWN -> "not known";
    };
  }
}
