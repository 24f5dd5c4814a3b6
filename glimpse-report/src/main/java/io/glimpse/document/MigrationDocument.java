package io.glimpse.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a bank went to another encoder.
 *
 * @param bank that was written
 * @param from the encoder that it was of
 * @param encoder that it is of now; the same where there was nothing to do
 * @param shots that it has
 * @param leftOut shots that it had, and whose pictures are not to be had
 * @param before how many shots it answered rightly, each left out in turn; left out where the
 *     method cannot
 * @param after the same now
 * @param warnings what makes it worth less than it seems; left out where there is nothing
 */
public record MigrationDocument(
    String bank,
    EncoderDocument from,
    EncoderDocument encoder,
    int shots,
    @JsonProperty("left_out") List<LeftOut> leftOut,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Found before,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Found after,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
    List<ErrorDocument> errors) {

  public MigrationDocument {
    leftOut = List.copyOf(leftOut);
    warnings = List.copyOf(warnings);
    errors = List.copyOf(errors);
  }

  /**
   * A shot that the bank had.
   *
   * @param path that it came from
   * @param className its class
   * @param reason why its picture is not to be had
   */
  public record LeftOut(
      String id, String path, @JsonProperty("class") String className, String reason) {}

  /**
   * Shots that were asked about.
   *
   * @param correct answered with their class
   * @param total that can be left out
   */
  public record Found(int correct, int total) {}
}
