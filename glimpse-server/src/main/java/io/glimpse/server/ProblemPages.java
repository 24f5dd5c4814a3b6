package io.glimpse.server;

import io.glimpse.server.document.Json;
import io.glimpse.server.document.ProblemDocument;
import io.glimpse.server.guard.SecurityHeaders;
import io.glimpse.server.problem.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Problems that the HTTP layer meets before a request has a route, in the same shape as all others.
 */
final class ProblemPages extends ErrorHandler {

  private static final int SERVER_ERROR = 500;

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    SecurityHeaders.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemDocument.CONTENT_TYPE);
    // Nobody reads what else comes, and a client must not send its next request behind it.
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    response.write(true, ByteBuffer.wrap(document(status)), callback);
    return true;
  }

  private static byte[] document(int status) {
    boolean ours = status >= SERVER_ERROR;
    Problem problem = ours ? Problem.INTERNAL : Problem.MALFORMED;
    return Json.bytes(
        ProblemDocument.of(
            problem.type(),
            problem.title(),
            status,
            ours
                ? "This should not happen. Ask again, and look into the service's log."
                : "The request cannot be read. Check its first line, its headers and its length.",
            null));
  }
}
