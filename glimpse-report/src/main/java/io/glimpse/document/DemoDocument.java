package io.glimpse.document;

import java.util.List;

/**
 * What the bundled pictures gave.
 *
 * @param strange what came of pictures of none of the classes
 * @param report the page with the evidence
 */
public record DemoDocument(
    EncoderDocument encoder,
    List<String> classes,
    List<Result> scores,
    Strange strange,
    String report,
    List<ErrorDocument> errors) {

  public DemoDocument {
    classes = List.copyOf(classes);
    scores = List.copyOf(scores);
    errors = List.copyOf(errors);
  }

  /**
   * Pictures of none of the classes.
   *
   * @param noticed how many were answered so, by the method that had most examples
   */
  public record Strange(int noticed, int total) {}

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
