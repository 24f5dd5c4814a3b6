package io.glimpse.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.glimpse.metric.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many answers are right.
 *
 * @param params the method's parameters: numbers, or words
 * @param reference null where nothing was chosen on what is tested
 * @param correct right answers
 * @param total answers
 * @param accuracy 0 to 1
 * @param meanOfClasses the mean of every class's accuracy, 0 to 1
 * @param ece expected calibration error, 0 to 1
 * @param confusion rows are true classes, columns answers
 * @param seconds that the answers took
 */
public record EvaluateDocument(
    EncoderDocument encoder,
    String method,
    Map<String, Object> params,
    @JsonUnwrapped @Nullable Reference reference,
    int correct,
    int total,
    double accuracy,
    @JsonProperty("mean_of_classes") double meanOfClasses,
    double ece,
    List<List<Integer>> confusion,
    List<String> classes,
    double seconds,
    List<ErrorDocument> errors) {

  public EvaluateDocument {
    confusion = confusion.stream().map(List::copyOf).toList();
    classes = List.copyOf(classes);
    errors = List.copyOf(errors);
  }

  /** What was counted, with how it came about. */
  public static EvaluateDocument of(
      EncoderDocument encoder,
      String method,
      Map<String, Object> params,
      @Nullable Reference reference,
      Evaluation evaluation,
      double seconds,
      List<ErrorDocument> errors) {
    return new EvaluateDocument(
        encoder,
        method,
        params,
        reference,
        evaluation.correct(),
        evaluation.total(),
        evaluation.accuracy(),
        evaluation.meanOfClasses(),
        evaluation.expectedCalibrationError(),
        Arrays.stream(evaluation.confusion())
            .map(row -> Arrays.stream(row).boxed().toList())
            .toList(),
        evaluation.classes().names(),
        seconds,
        errors);
  }

  /**
   * What the published protocol chooses on the very inputs that it tests.
   *
   * @param leak a sentence that says so
   * @param viewWeights as text
   */
  public record Reference(
      String protocol, String leak, @JsonProperty("view_weights") String viewWeights) {

    /** Weights of views that were chosen on what is tested. */
    public static Reference of(String leak, String viewWeights) {
      return new Reference("reference", leak, viewWeights);
    }
  }
}
