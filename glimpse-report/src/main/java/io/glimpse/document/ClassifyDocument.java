package io.glimpse.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.glimpse.method.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes of some inputs.
 *
 * @param encoder null where there was no input
 * @param method null where there was no input
 * @param classes all that were asked for
 * @param results of what could be answered, in the order of the inputs
 * @param errors of what could not
 */
public record ClassifyDocument(
    @Nullable EncoderDocument encoder,
    @Nullable String method,
    List<String> classes,
    List<Result> results,
    List<ErrorDocument> errors) {

  public ClassifyDocument {
    classes = List.copyOf(classes);
    results = List.copyOf(results);
    errors = List.copyOf(errors);
  }

  /**
   * The answer for one input.
   *
   * @param top the likeliest classes, best first
   */
  public record Result(String path, List<Ranked> top) {

    public Result {
      top = List.copyOf(top);
    }

    /** The answer that a prediction's best classes give. */
    public static Result of(String path, List<Prediction.Ranked> best) {
      return new Result(path, best.stream().map(Ranked::of).toList());
    }
  }

  /**
   * A class in an answer.
   *
   * @param probability softmax of the logits over all classes, 0 to 1
   */
  public record Ranked(@JsonProperty("class") String name, double probability, double logit) {

    private static Ranked of(Prediction.Ranked one) {
      return new Ranked(one.name(), one.probability(), one.logit());
    }
  }
}
