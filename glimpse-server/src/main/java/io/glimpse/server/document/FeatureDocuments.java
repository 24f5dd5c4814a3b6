package io.glimpse.server.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.glimpse.document.EncoderDocument;
import io.glimpse.document.ErrorDocument;
import java.util.List;

/** Features themselves. */
public final class FeatureDocuments {

  private FeatureDocuments() {}

  /**
   * Features of pictures.
   *
   * @param dimension of each
   */
  public record Encoded(
      EncoderDocument encoder, int dimension, List<Row> results, List<ErrorDocument> errors) {

    public Encoded {
      results = List.copyOf(results);
      errors = List.copyOf(errors);
    }
  }

  /**
   * The feature of a picture.
   *
   * @param features a unit row
   */
  public record Row(String path, List<Float> features) {

    public Row {
      features = List.copyOf(features);
    }
  }

  /**
   * Features in the shape that clients of OpenAI's API expect.
   *
   * @param object always {@code list}
   */
  public record Embeddings(String object, List<Embedding> data, String model, Usage usage) {

    public Embeddings {
      data = List.copyOf(data);
    }
  }

  /**
   * One of them.
   *
   * @param object always {@code embedding}
   * @param index of the input
   * @param embedding a unit row: a list of numbers, or their bytes, float32 in little-endian order,
   *     in base64
   */
  public record Embedding(String object, int index, Object embedding) {}

  /** Tokens, of which pictures have none that anybody counts. */
  public record Usage(
      @JsonProperty("prompt_tokens") int promptTokens,
      @JsonProperty("total_tokens") int totalTokens) {}
}
