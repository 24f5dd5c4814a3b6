package io.glimpse.report;

import io.glimpse.file.AtomicFile;
import io.glimpse.metric.Evaluation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of how good answers are and how far they can be trusted. The same report gives the same
 * bytes.
 *
 * @param title the heading
 * @param origin where the figures come from
 * @param warnings what a reader must know before believing them; may be empty
 * @param notes said at the foot; may be empty
 * @param evaluation what was counted, at least one answer
 * @param calibration what the probabilities were fitted to or, where they are not calibrated, why;
 *     may be empty
 * @param coverage how often sets were to hold the true class, 0 to 1; null where none was asked for
 * @param wrong wrong answers to show, the surest first; may be fewer than there are
 */
public record EvaluationReport(
    String title,
    Origin origin,
    List<String> warnings,
    List<String> notes,
    Evaluation evaluation,
    String calibration,
    @Nullable Double coverage,
    List<Evidence> wrong) {

  public EvaluationReport {
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    wrong = List.copyOf(wrong);
    if (evaluation.total() == 0) {
      throw new IllegalArgumentException("no answer was counted that a page could show");
    }
  }

  /**
   * Writes the page. A file that was there is replaced in one step, or kept if writing fails.
   *
   * @param file its folder must exist
   */
  public void write(Path file) throws IOException {
    byte[] page = html().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(page));
  }

  /** The page, in markup that an XML parser takes too. */
  String html() {
    return new EvaluationPage(this).html();
  }
}
