package io.glimpse.server.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.glimpse.document.ErrorDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused (RFC 9457).
 *
 * @param type names the kind of problem for programs
 * @param title the kind of problem for people, always the same for a type
 * @param status the answer's
 * @param detail what is wrong with this request, and what to do; one sentence or two
 * @param requestId by which the service's log names the request
 * @param errors of single pictures; left out where there is none
 * @param conflicts pictures that are examples of another class; left out where there is none
 */
public record ProblemDocument(
    String type,
    String title,
    int status,
    String detail,
    @JsonProperty("request_id") String requestId,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ErrorDocument> errors,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ShotConflict> conflicts) {

  /** The content type of such a document. */
  public static final String CONTENT_TYPE = "application/problem+json";

  public ProblemDocument {
    errors = List.copyOf(errors);
    conflicts = List.copyOf(conflicts);
  }

  /** Of a problem that was met outside of any request's handling. */
  public static ProblemDocument of(
      String type, String title, int status, String detail, @Nullable String requestId) {
    return new ProblemDocument(
        type, title, status, detail, requestId == null ? "" : requestId, List.of(), List.of());
  }
}
