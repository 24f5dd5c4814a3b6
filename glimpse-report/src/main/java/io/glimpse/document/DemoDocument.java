package io.glimpse.document;

import io.glimpse.report.Score;
import java.util.List;

/**
 * What the bundled pictures gave.
 *
 * @param report the page with the evidence
 */
public record DemoDocument(
    EncoderDocument encoder,
    List<String> classes,
    List<Result> scores,
    String report,
    List<ErrorDocument> errors) {

  public DemoDocument {
    classes = List.copyOf(classes);
    scores = List.copyOf(scores);
    errors = List.copyOf(errors);
  }

  /**
   * A method with some shots.
   *
   * @param shots examples a class
   * @param accuracy 0 to 1
   */
  public record Result(String method, int shots, int correct, int total, double accuracy) {

    /** What a score says. */
    public static Result of(Score score) {
      return new Result(
          score.method(), score.shots(), score.correct(), score.total(), score.accuracy());
    }
  }
}
