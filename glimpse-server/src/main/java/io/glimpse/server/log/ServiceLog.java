package io.glimpse.server.log;

import io.glimpse.server.document.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of JSON for every request and every event, with the time in UTC. Nothing of a picture, of
 * a body or of a token gets there. Many threads may share one.
 */
public final class ServiceLog {

  private final @Nullable PrintStream out;
  private final boolean traces;

  private ServiceLog(@Nullable PrintStream out, boolean traces) {
    this.out = out;
    this.traces = traces;
  }

  /** Writes nothing. */
  public static ServiceLog silent() {
    return new ServiceLog(null, false);
  }

  /**
   * Writes to a stream.
   *
   * @param out not closed
   * @param traces whether unforeseen failures show where in the program they arose
   */
  public static ServiceLog to(PrintStream out, boolean traces) {
    return new ServiceLog(Objects.requireNonNull(out, "out"), traces);
  }

  /** Something that happened once, such as a start. */
  public void event(String sentence) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", sentence);
    write("info", fields);
  }

  /** A request that was answered. */
  public void request(Map<String, Object> fields) {
    write("info", fields);
  }

  /** A failure that nobody foresaw. */
  public void failure(String requestId, Throwable failure) {
    if (out == null) {
      return;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("request_id", requestId);
    fields.put("failure", String.valueOf(failure.getMessage()));
    write("error", fields);
    if (traces) {
      synchronized (this) {
        failure.printStackTrace(out);
      }
    }
  }

  private void write(String level, Map<String, Object> fields) {
    if (out == null) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", level);
    line.putAll(fields);
    String text = new String(Json.bytes(line), StandardCharsets.UTF_8);
    synchronized (this) {
      out.print(text);
      out.flush();
    }
  }
}
