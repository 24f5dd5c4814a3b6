package io.glimpse.server.guard;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what a request is known: in logs by an id, which is the caller's if it is a plain word, and
 * among services by its W3C trace, of which this service's part is a span of its own.
 *
 * @param requestId in the log and in problems
 * @param traceId 32 hex digits
 * @param parent header of the answer
 */
public record Trace(String requestId, String traceId, String parent) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final Pattern PARENT =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * That of a request.
   *
   * @param id the header {@code X-Request-Id}
   * @param traceparent the header of that name; anything that is not one begins a trace of its own
   */
  public static Trace of(@Nullable String id, @Nullable String traceparent) {
    Matcher known = PARENT.matcher(traceparent == null ? "" : traceparent);
    boolean joined = known.matches() && !known.group(1).equals("0".repeat(32));
    String trace = joined ? known.group(1) : hex(16);
    String span = hex(8);
    return new Trace(
        id != null && ID.matcher(id).matches() ? id : span,
        trace,
        "00-" + trace + "-" + span + "-" + (joined ? known.group(3) : "00"));
  }

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
