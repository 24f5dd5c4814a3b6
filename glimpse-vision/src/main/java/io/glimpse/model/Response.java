package io.glimpse.model;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the head of an answer says of the file.
 *
 * @param url that was asked for, for messages
 * @param status of HTTP
 * @param headers as they came
 */
record Response(URI url, int status, HttpHeaders headers) {

  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  static Response of(HttpResponse<?> response, URI url) {
    return new Response(url, response.statusCode(), response.headers());
  }

  /** Whether the rest of a file that was asked for begins behind its end. */
  boolean isBeyondEnd() {
    return status == 416;
  }

  /** Whether this is a piece of the file, not all of it. */
  boolean isPartial() {
    return status == 206;
  }

  /**
   * Passes if the body holds bytes of the file.
   *
   * @param file that was asked for
   * @throws TryAgainException if the server cannot answer now
   * @throws IOException if it will not
   */
  void requireContent(ModelFile file) throws IOException {
    String place = WebClient.shown(url);
    if (PASSING.contains(status)) {
      throw new TryAgainException(place + ": the server says " + status, retryAfter());
    }
    if (status == 401 || status == 403) {
      throw new IOException(
          place + ": the server refuses this file (" + status + ")" + wayRound(file));
    }
    if (status == 404 || status == 410) {
      throw new IOException(place + ": the server has no such file (" + status + ")");
    }
    if (status != 200 && status != 206) {
      throw new IOException(place + ": the server says " + status);
    }
    String encoding = headers.firstValue("Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw new IOException(place + ": the server sends it as " + encoding + ", unasked");
    }
  }

  private static String wayRound(ModelFile file) {
    return file.repository() == null
        ? ""
        : "; if its authors ask to accept terms, do that at huggingface.co/%s, fetch it with"
                .formatted(file.repository())
            + " Hugging Face's own tools and pull again, which takes it from their cache";
  }

  /** Whether the body goes on at {@code position} in the file of that note. */
  boolean continues(long position, PartialFile.Note note) {
    Matcher range = CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    if (!range.matches() || Long.parseLong(range.group(1)) != position) {
      return false;
    }
    String total = range.group(3);
    Long bytes = note.bytes();
    if (bytes != null && !total.equals("*") && Long.parseLong(total) != bytes) {
      return false;
    }
    String now = validator();
    return now == null || now.equals(note.validator());
  }

  /** A strong ETag, else the date of the last change, else null. */
  @Nullable String validator() {
    Optional<String> tag = headers.firstValue("ETag");
    // A weak tag also fits a file with other bytes, so it cannot tell whether a rest belongs.
    if (tag.isPresent() && tag.get().startsWith("\"")) {
      return tag.get();
    }
    return headers.firstValue("Last-Modified").orElse(null);
  }

  /**
   * The length of the whole file, or null where the server does not say.
   *
   * @param checked whether a checksum will tell a file that was cut off
   * @throws IOException if neither a length nor anything else would
   */
  @Nullable Long length(boolean checked) throws IOException {
    if (isPartial()) {
      throw new IOException(
          WebClient.shown(url) + ": the server sends a piece of the file, unasked");
    }
    OptionalLong length = length();
    if (length.isPresent()) {
      return length.getAsLong();
    }
    boolean hasEnd = headers.firstValue("Transfer-Encoding").orElse("").contains("chunked");
    if (!hasEnd && !checked) {
      throw new IOException(
          WebClient.shown(url) + ": the server does not say how long the file is");
    }
    return null;
  }

  private OptionalLong length() throws IOException {
    try {
      return headers.firstValueAsLong("Content-Length");
    } catch (NumberFormatException e) {
      throw new IOException(WebClient.shown(url) + ": the server's length is no number", e);
    }
  }

  /** The pause that the server asks for, in seconds or until a date; null without one. */
  private @Nullable Duration retryAfter() {
    String value = headers.firstValue("Retry-After").orElse("").strip();
    try {
      if (value.matches("\\d{1,9}")) {
        return Duration.ofSeconds(Long.parseLong(value));
      }
      ZonedDateTime until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(ZonedDateTime.now(until.getZone()), until);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
