package io.glimpse.report;

import io.glimpse.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A page of answers with their evidence. The same report gives the same bytes.
 *
 * @param title the heading
 * @param origin where the figures come from
 * @param warnings what a reader must know before believing them; may be empty
 * @param notes said at the foot, such as the credits of the pictures; may be empty
 * @param scores accuracies to tabulate and plot; may be empty
 * @param evidence the pictures, in the order shown; may be empty
 */
public record Report(
    String title,
    Origin origin,
    List<String> warnings,
    List<String> notes,
    List<Score> scores,
    List<Evidence> evidence) {

  public Report {
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    scores = List.copyOf(scores);
    evidence = List.copyOf(evidence);
    Set<List<Object>> seen = new HashSet<>();
    for (Score score : scores) {
      if (!seen.add(List.of(score.method(), score.shots()))) {
        throw new IllegalArgumentException(
            score.method() + " has two scores at " + score.shots() + " shots");
      }
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
    return new Page(this).html();
  }
}
