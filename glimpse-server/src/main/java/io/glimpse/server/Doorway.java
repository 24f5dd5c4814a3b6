package io.glimpse.server;

import io.glimpse.server.admission.Admission;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.document.Json;
import io.glimpse.server.document.ProblemDocument;
import io.glimpse.server.guard.HostGuard;
import io.glimpse.server.guard.SecurityHeaders;
import io.glimpse.server.guard.Trace;
import io.glimpse.server.log.ServiceLog;
import io.glimpse.server.metric.ServiceMetrics;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.glimpse.server.problem.ProblemMapper;
import io.glimpse.server.upload.BodyReader;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes on its way in and out: who asks and for which host, whether there is
 * room, the headers of the answer, problems in the place of failures, log and metrics.
 */
final class Doorway {

  private static final String TRACE = "trace";
  private static final String STARTED = "started";
  private static final String PROBLEM = "problem";

  /** The route of what no route is for. */
  private static final String UNMATCHED = "unmatched";

  /**
   * A refused body is read if it is short, for some clients hear nothing before they have sent it.
   */
  private static final int SHORT_BODY = 1 << 20;

  private final HostGuard hosts;
  private final Admission admission;
  private final BodyReader bodies;
  private final ServiceMetrics metrics;
  private final ServiceLog log;

  Doorway(
      HostGuard hosts,
      Admission admission,
      BodyReader bodies,
      ServiceMetrics metrics,
      ServiceLog log) {
    this.hosts = hosts;
    this.admission = admission;
    this.bodies = bodies;
    this.metrics = metrics;
    this.log = log;
  }

  /** What answers a request that was taken in. */
  @FunctionalInterface
  interface Answering {
    void answer(Context context, Ticket ticket) throws Exception;
  }

  /** What answers a request with a document. */
  @FunctionalInterface
  interface Documenting {
    Object document(Context context, Ticket ticket) throws Exception;
  }

  /** A handler that takes a request in, or refuses it. */
  Handler entered(Answering answering) {
    return context -> {
      try (Ticket ticket = enter(context)) {
        answering.answer(context, ticket);
      } catch (OutOfMemoryError e) {
        // What the request held is free by now; the others go on.
        throw Objects.requireNonNull(ProblemMapper.of(e));
      }
    };
  }

  /** As {@link #entered}, with a document for an answer. */
  Handler documented(Documenting documenting) {
    return entered((context, ticket) -> json(context, documenting.document(context, ticket)));
  }

  /** Answers with a document. */
  static void json(Context context, Object document) {
    context.contentType(Json.CONTENT_TYPE).result(Json.bytes(document));
  }

  private Ticket enter(Context context) throws IOException {
    try {
      return admission.enter(bodies.most(context.req()));
    } catch (ProblemException e) {
      discard(context);
      throw e;
    }
  }

  private static void discard(Context context) throws IOException {
    long said = context.req().getContentLengthLong();
    if (said > 0 && said <= SHORT_BODY) {
      try (InputStream in = context.req().getInputStream()) {
        in.skipNBytes(said);
      }
    }
  }

  /** The first thing that happens to every request. */
  void in(Context context) {
    context.attribute(STARTED, System.nanoTime());
    Trace trace = Trace.of(context.header("X-Request-Id"), context.header("traceparent"));
    context.attribute(TRACE, trace);
    context.header("X-Request-Id", trace.requestId());
    context.header("traceparent", trace.parent());
    context.header("Cache-Control", "no-store");
    SecurityHeaders.forEach(context::header);
    hosts.check(context.header("Host"), context.header("Origin"));
  }

  /** Answers with the problem that a failure is. */
  void failed(Throwable failure, Context context) {
    ProblemException known = ProblemMapper.of(failure);
    String id = requestId(context);
    if (known == null || known.problem() == Problem.INTERNAL) {
      log.failure(id, failure);
    }
    ProblemException problem =
        known == null
            ? new ProblemException(
                Problem.INTERNAL,
                "This should not happen. The service's log says more of request " + id + ".")
            : known;
    metrics.refused(problem.problem());
    context.attribute(PROBLEM, problem.problem().slug());
    context.status(problem.problem().status());
    if (problem.retryAfterSeconds() > 0) {
      context.header("Retry-After", Integer.toString(problem.retryAfterSeconds()));
    }
    if (problem.problem() == Problem.UNAUTHENTICATED) {
      context.header("WWW-Authenticate", "Bearer");
    }
    context.contentType(ProblemDocument.CONTENT_TYPE);
    context.result(
        Json.bytes(
            new ProblemDocument(
                problem.problem().type(),
                problem.problem().title(),
                problem.problem().status(),
                String.valueOf(problem.getMessage()),
                id,
                problem.errors(),
                problem.conflicts())));
  }

  /** The last thing, when the answer is written. */
  void out(Context context) {
    Long started = context.attribute(STARTED);
    long nanos = started == null ? 0 : System.nanoTime() - started;
    String route = route(context);
    String method = route.equals(UNMATCHED) ? "" : context.req().getMethod();
    metrics.answered(route, method, context.statusCode(), nanos);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("request_id", requestId(context));
    Trace trace = context.attribute(TRACE);
    if (trace != null) {
      line.put("trace_id", trace.traceId());
    }
    line.put("method", context.req().getMethod());
    line.put("route", route);
    line.put("path", context.path());
    line.put("status", context.statusCode());
    line.put("seconds", nanos / 1e9);
    line.put("bytes", context.req().getContentLengthLong());
    String problem = context.attribute(PROBLEM);
    if (problem != null) {
      line.put("problem", problem);
    }
    log.request(line);
  }

  private static String requestId(Context context) {
    Trace trace = context.attribute(TRACE);
    return trace == null ? "" : trace.requestId();
  }

  private static String route(Context context) {
    @Nullable Endpoint matched = context.endpoints().matchedHttpEndpoint();
    return matched == null ? UNMATCHED : matched.path;
  }
}
