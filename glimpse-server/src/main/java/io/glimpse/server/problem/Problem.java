package io.glimpse.server.problem;

import java.util.Locale;

/** The kinds of problems, each with its status and its title. */
public enum Problem {
  MALFORMED(400, "The request cannot be read"),
  UNAUTHENTICATED(401, "A token is needed"),
  FORBIDDEN(403, "The token does not allow this"),
  FOREIGN_HOST(403, "The request is meant for another host"),
  FOREIGN_ORIGIN(403, "The request comes from another site's page"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "The route does not know the method"),
  BODY_TIMEOUT(408, "The body came too slowly"),
  CONFLICT(409, "It is there already, or was changed meanwhile"),
  OTHER_CLASS(409, "The picture is an example of another class"),
  VERSION_CONFLICT(412, "Somebody changed it meanwhile"),
  TOO_LARGE(413, "The request is larger than the service takes"),
  UNSUPPORTED_TYPE(415, "The content type is not taken"),
  UNUSABLE_IMAGE(422, "The picture cannot be used"),
  UNUSABLE_VALUE(422, "A value cannot be used"),
  VERSION_REQUIRED(428, "The version that is to be changed must be named"),
  QUEUE_FULL(429, "The queue is full"),
  INTERNAL(500, "The service failed"),
  BUSY(503, "The service is busy"),
  STOPPING(503, "The service is stopping"),
  DEADLINE(503, "The answer took too long"),
  STORE_UNAVAILABLE(503, "The store cannot be reached"),
  STORE_FULL(507, "The store is full");

  private final int status;
  private final String title;

  Problem(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }

  /** A few words for people. */
  public String title() {
    return title;
  }

  /** What programs know it by. */
  public String type() {
    return "urn:glimpse:problem:" + slug();
  }

  /** The name in small letters, with hyphens: {@code queue-full}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
