package io.glimpse.server.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.glimpse.document.EncoderDocument;
import java.util.List;
import java.util.Map;

/**
 * What the service is.
 *
 * @param version of Glimpse
 * @param encoder that answers
 * @param dimension of its features
 * @param imageSize rows of pixels, and columns too but for few encoders, of what it sees of a
 *     picture
 * @param methods that banks and names can be asked by
 * @param threads that work
 * @param limits by their names; see the documentation for the status of each
 * @param queue how much waits
 * @param tokens whether requests need one
 */
public record InfoDocument(
    String version,
    EncoderDocument encoder,
    int dimension,
    @JsonProperty("image_size") int imageSize,
    List<String> methods,
    int threads,
    Map<String, Long> limits,
    Queue queue,
    boolean tokens) {

  public InfoDocument {
    methods = List.copyOf(methods);
  }

  /**
   * How much waits.
   *
   * @param waiting pictures
   * @param most pictures that may wait
   * @param fraction of both, 0 to 1
   * @param requests under way
   */
  public record Queue(int waiting, long most, double fraction, int requests) {}
}
