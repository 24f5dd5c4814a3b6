package io.glimpse.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the folder of a study holds after a run.
 *
 * @param out the folder
 * @param computed experiments of this run
 * @param kept experiments from before
 * @param failed experiments without a result
 */
public record StudyDocument(
    String out,
    int computed,
    int kept,
    int failed,
    List<Result> results,
    List<ErrorDocument> errors) {

  public StudyDocument {
    results = List.copyOf(results);
    errors = List.copyOf(errors);
  }

  /**
   * An experiment. The counts are left out where it failed, and {@code error} where it did not.
   *
   * @param method with the parameters that its name tells
   * @param shots examples a class
   * @param accuracy 0 to 1
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Result(
      String dataset,
      String encoder,
      String method,
      int shots,
      long seed,
      String protocol,
      @Nullable Integer correct,
      @Nullable Integer total,
      @Nullable Double accuracy,
      @Nullable String error) {}
}
