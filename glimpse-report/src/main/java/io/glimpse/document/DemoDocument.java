package io.glimpse.document;

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

    /** With the accuracy that the counts give; {@code total} is at least 1. */
    public Result(String method, int shots, int correct, int total) {
      this(method, shots, correct, total, (double) correct / total);
    }
  }
}
