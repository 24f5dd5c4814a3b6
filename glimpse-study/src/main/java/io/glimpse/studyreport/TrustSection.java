package io.glimpse.studyreport;

import io.glimpse.page.Figure;
import io.glimpse.page.LineChart;
import io.glimpse.study.CellResult;
import io.glimpse.study.Trust;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far answers can be trusted: probabilities, sets of classes, and pictures of no class. */
final class TrustSection {

  private static final String OLDER = "not known: an older Glimpse ran it";

  /** The first figure of a row; it says of how many seeds, where some are missing. */
  private static final int FIRST = 2;

  private final Findings findings;

  TrustSection(Findings findings) {
    this.findings = findings;
  }

  Section section() {
    List<Figure> figures = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    for (Condition condition : findings.conditions()) {
      reliability(condition).ifPresent(figures::add);
      tables.add(probabilities(condition));
      tables.add(unknown(condition));
    }
    return new Section(
        "trust",
        "How far answers can be trusted",
        "ECE is the expected calibration error over 15 bins, in per cent; NLL the mean of -ln p of"
            + " the true class. Sets are to hold the true class 90 % of the time; adaptive ones are"
            + " randomised and made of the same answers. A cell is empty where a method knows too few"
            + " unseen pictures for it. For pictures of no class, a second classifier is made without"
            + " every fourth class, where nothing is trained and each shot can be left out, and asked"
            + " about all test pictures: AUROC is how often one of a known class has the larger"
            + " score. ± is half the width of the 95 % confidence interval of the mean over seeds.",
        figures,
        tables);
  }

  /** A row of figures for a method at a number of shots. */
  @FunctionalInterface
  private interface Row {
    List<String> of(List<CellResult> results);
  }

  private Table probabilities(Condition condition) {
    return table(
        condition,
        "trust_",
        "probabilities and sets",
        List.of(
            "Accuracy",
            "ECE",
            "NLL",
            "Brier",
            "Sets hold the class",
            "Classes in a set",
            "Adaptive sets hold it",
            "Classes in an adaptive set",
            "Calibrated on"),
        TrustSection::probabilities);
  }

  private static List<String> probabilities(List<CellResult> results) {
    return List.of(
        Estimate.of(results).map(Estimate::text).orElse(Table.MISSING),
        share(results, Trust::ece),
        figure(results, Trust::nll),
        figure(results, Trust::brier),
        share(results, t -> sets(t, Trust.Sets::coverage)),
        figure(results, t -> sets(t, Trust.Sets::size)),
        share(results, t -> sets(t, Trust.Sets::apsCoverage)),
        figure(results, t -> sets(t, Trust.Sets::apsSize)),
        calibration(results));
  }

  private Table unknown(Condition condition) {
    return table(
        condition,
        "unknown_",
        "pictures of no class",
        List.of(
            "AUROC",
            "AUROC of the top probability",
            "Let pass where 95 % of known do",
            "Let pass",
            "Known refused"),
        results ->
            List.of(
                share(results, t -> unknown(t, Trust.Unknown::auroc)),
                share(results, t -> unknown(t, Trust.Unknown::aurocTop)),
                share(results, t -> unknown(t, Trust.Unknown::fpr95)),
                share(results, t -> unknown(t, Trust.Unknown::falseAcceptance)),
                share(results, t -> unknown(t, Trust.Unknown::falseRejection))));
  }

  private Table table(
      Condition condition, String name, String what, List<String> headings, Row figures) {
    List<String> columns = new ArrayList<>(List.of("Method", "Shots"));
    columns.addAll(headings);
    List<List<String>> rows = new ArrayList<>();
    List<CellResult> used = new ArrayList<>();
    for (String method : findings.methods()) {
      for (int count : findings.isFewShot(method) ? findings.shots() : List.of(0)) {
        long seeds = findings.seeds(condition, method, count);
        if (seeds > 0) {
          List<CellResult> results = findings.of(condition, method, count);
          used.addAll(results);
          List<String> row = new ArrayList<>(List.of(method, Integer.toString(count)));
          row.addAll(
              results.isEmpty()
                  ? Collections.nCopies(headings.size(), Table.MISSING)
                  : figures.of(results));
          if (!results.isEmpty() && results.size() < seeds && !row.get(FIRST).isEmpty()) {
            row.set(FIRST, row.get(FIRST) + ", " + results.size() + " of " + seeds + " seeds");
          }
          rows.add(row);
        }
      }
    }
    return new Table(
        name + Slug.of(condition),
        findings.heading(condition) + ", " + what,
        "Figures in per cent but for NLL, Brier and numbers of classes. " + Condition.caption(used),
        columns,
        rows);
  }

  private static <T> @Nullable T sets(Trust trust, Function<Trust.Sets, @Nullable T> figure) {
    Trust.Sets sets = trust.sets();
    return sets == null ? null : figure.apply(sets);
  }

  private static <T> @Nullable T unknown(Trust trust, Function<Trust.Unknown, @Nullable T> figure) {
    Trust.Unknown unknown = trust.unknown();
    return unknown == null ? null : figure.apply(unknown);
  }

  private static String share(List<CellResult> results, Function<Trust, @Nullable Double> figure) {
    return Estimate.ofTrust(results, figure).map(Estimate::text).orElse("");
  }

  private static String figure(List<CellResult> results, Function<Trust, @Nullable Double> figure) {
    return Estimate.ofTrust(results, figure).map(Estimate::plain).orElse("");
  }

  private static Stream<Trust> trusts(List<CellResult> results) {
    return results.stream()
        .flatMap(result -> Optional.ofNullable(result.score()).stream())
        .flatMap(score -> Optional.ofNullable(score.trust()).stream());
  }

  /** What probabilities were calibrated on, or that they were not, and why. */
  private static String calibration(List<CellResult> results) {
    String all =
        trusts(results)
            .map(t -> t.calibrated() ? t.calibration() : "not calibrated: " + t.calibration())
            .distinct()
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? OLDER : all;
  }

  /** At the shots that most methods have results at: the most accurate calibrated ones. */
  private Optional<LineChart> reliability(Condition condition) {
    List<CellResult> plain =
        findings.of(condition).stream()
            .filter(Findings::isPlain)
            .filter(r -> trusts(List.of(r)).anyMatch(Trust::calibrated))
            .toList();
    int count = Findings.mostShots(plain);
    List<CellResult> used = plain.stream().filter(r -> r.shots() == count).toList();
    return used.isEmpty()
        ? Optional.empty()
        : Optional.of(new ReliabilityChart(used).chart(findings.heading(condition), count));
  }
}
