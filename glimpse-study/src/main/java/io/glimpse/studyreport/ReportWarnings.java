package io.glimpse.studyreport;

import io.glimpse.page.Numbers;
import io.glimpse.study.CellResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a study's reader is warned of at the top of its report. */
final class ReportWarnings {

  /** Of those that results bring along; results.jsonl has the rest. */
  private static final int MOST = 20;

  private ReportWarnings() {}

  /** What a reader must know before believing the figures. */
  static List<String> of(Findings findings) {
    List<String> warnings = new ArrayList<>();
    long leaked =
        findings.all().stream().filter(result -> result.protocol().equals("reference")).count();
    if (leaked > 0) {
      warnings.add(
          "Figures of protocol 'reference' were chosen on the test set, as the published scripts do:"
              + " they are too high.");
    }
    int failed = findings.failed().size();
    if (failed > 0) {
      warnings.add(
          Numbers.count(failed, "experiment") + " failed; the last table names them and why.");
    }
    int stale = findings.stale();
    if (stale > 0) {
      warnings.add(
          Numbers.count(stale, "result")
              + (stale == 1 ? " is" : " are")
              + " of a test set that has changed since, and left out as missing;"
              + " the next run runs them again.");
    }
    warnings.addAll(findings.tests().warnings());
    int missing = findings.missing() - failed - stale;
    if (missing > 0) {
      warnings.add(
          Numbers.count(missing, "experiment")
              + " of this study did not run yet; a dash stands in their place.");
    }
    findings
        .unopened()
        .forEach((title, reason) -> warnings.add(title + " could not be opened: " + reason + "."));
    warnings.addAll(ofResults(findings));
    List<String> versions = Findings.distinct(findings.all(), CellResult::version);
    if (versions.size() > 1) {
      warnings.add("The results are of several versions: " + String.join(", ", versions) + ".");
    }
    return warnings;
  }

  /** What results say of themselves, once each with their number. */
  private static List<String> ofResults(Findings findings) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (CellResult result : findings.done()) {
      for (String warning : result.warnings()) {
        String sentence = Findings.title(result.dataset()) + ": " + warning;
        counts.merge(sentence, 1, Integer::sum);
      }
    }
    List<String> warnings = new ArrayList<>();
    counts.forEach(
        (sentence, count) -> {
          if (warnings.size() < MOST) {
            warnings.add(sentence + " (" + Numbers.count(count, "result") + ").");
          }
        });
    if (counts.size() > MOST) {
      warnings.add(
          Numbers.count(counts.size() - MOST, "other warning")
              + " of results; results.jsonl has them all.");
    }
    return warnings;
  }
}
