package io.glimpse.server.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.glimpse.encoder.Encoder;
import java.util.List;

/**
 * The encoders that answer, in the shape that clients of OpenAI's API expect.
 *
 * @param object always {@code list}
 */
public record ModelsDocument(String object, List<Model> data) {

  public ModelsDocument {
    data = List.copyOf(data);
  }

  /** That of one encoder. */
  public static ModelsDocument of(Encoder encoder) {
    return new ModelsDocument(
        "list",
        List.of(
            new Model(
                encoder.name(),
                "model",
                0,
                "glimpse",
                encoder.fingerprint(),
                encoder.dimension())));
  }

  /**
   * An encoder.
   *
   * @param id its name
   * @param object always {@code model}
   * @param created seconds since 1970; 0, for nobody knows
   * @param dimension of its features
   */
  public record Model(
      String id,
      String object,
      long created,
      @JsonProperty("owned_by") String ownedBy,
      String fingerprint,
      int dimension) {}
}
