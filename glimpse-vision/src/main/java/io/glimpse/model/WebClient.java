package io.glimpse.model;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for URLs and follows redirects, over HTTPS alone except to this machine and to a Hugging
 * Face endpoint that says otherwise.
 */
final class WebClient {

  private static final String TUNNEL_PROPERTY = "jdk.http.auth.tunneling.disabledSchemes";
  private static final int MOST_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final HttpClient client;
  private final URI endpoint;
  private final Duration silence;

  /**
   * A client.
   *
   * @param endpoint of Hugging Face: plain HTTP is allowed there if this says so
   * @param environment names the proxies
   */
  WebClient(TransferSettings settings, URI endpoint, UnaryOperator<@Nullable String> environment) {
    EnvironmentProxies proxies = new EnvironmentProxies(environment);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connect())
            .proxy(proxies);
    proxies
        .authenticator()
        .ifPresent(
            authenticator -> {
              // Java sends no password to a proxy for HTTPS unless told; the user's URL tells.
              if (System.getProperty(TUNNEL_PROPERTY) == null) {
                System.setProperty(TUNNEL_PROPERTY, "");
              }
              builder.authenticator(authenticator);
            });
    this.client = builder.build();
    this.endpoint = endpoint;
    this.silence = settings.silence();
  }

  /**
   * The answer to a GET request, its body still to be read or {@linkplain #drop dropped}.
   *
   * @throws TryAgainException if there was none
   * @throws IOException if the URL or a redirect may not be followed
   */
  HttpResponse<Flow.Publisher<List<ByteBuffer>>> get(URI url, Map<String, String> headers)
      throws IOException {
    Set<URI> visited = new HashSet<>();
    URI next = url;
    requireAllowed(next, next);
    while (true) {
      if (!visited.add(next) || visited.size() > MOST_REDIRECTS + 1) {
        throw new IOException(shown(url) + ": the server's redirects lead to no end");
      }
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(next, headers);
      if (!REDIRECTS.contains(response.statusCode())) {
        return response;
      }
      drop(response);
      Optional<String> location = response.headers().firstValue("Location");
      if (location.isEmpty()) {
        throw new IOException(shown(next) + ": the server's redirect names no place");
      }
      URI target = resolve(next, location.get());
      requireAllowed(next, target);
      next = target;
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(URI url, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(url);
    } catch (IllegalArgumentException e) {
      throw new IOException(shown(url) + ": this cannot be asked for (" + e.getMessage() + ")", e);
    }
    request.setHeader("User-Agent", "glimpse").setHeader("Accept-Encoding", "identity");
    headers.forEach(request::setHeader);
    // Not HttpRequest.timeout(), which on some versions of Java runs on until the body has ended.
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofPublisher());
    try {
      return answer.get(silence.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new TryAgainException(
          shown(url) + ": no answer within " + silence.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new TryAgainException(shown(url) + ": " + reason(e.getCause()), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(shown(url) + ": interrupted");
    }
  }

  /** Gives up a body that is of no interest, and its connection. */
  static void drop(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response) {
    response
        .body()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.cancel();
              }

              @Override
              public void onNext(List<ByteBuffer> item) {}

              @Override
              public void onError(Throwable failure) {}

              @Override
              public void onComplete() {}
            });
  }

  /** A URL without its query, which may hold a signature. */
  static String shown(URI url) {
    String text = url.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  /** What went wrong on the way, without the name of a Java class. */
  static String reason(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "the name of the server cannot be looked up";
      }
      if (cause instanceof SSLException) {
        return "the secure connection failed (" + cause.getMessage() + ")";
      }
      if (cause instanceof HttpConnectTimeoutException) {
        return "the server does not take the connection in time";
      }
      if (cause instanceof ConnectException) {
        return "the server cannot be reached";
      }
    }
    String message = failure == null ? null : failure.getMessage();
    return "the connection broke" + (message == null ? "" : " (" + message + ")");
  }

  private static URI resolve(URI from, String location) throws IOException {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException(shown(from) + ": the server's redirect is no URL", e);
    }
  }

  private void requireAllowed(URI from, URI to) throws IOException {
    String scheme = String.valueOf(to.getScheme());
    boolean secure = scheme.equalsIgnoreCase("https");
    boolean plain = scheme.equalsIgnoreCase("http") && isPlainAllowed(to);
    if (to.getHost() == null || !(secure || plain)) {
      throw new IOException(
          shown(to) + ": only https is fetched, so that nobody on the way can change the file");
    }
    if (!secure && "https".equalsIgnoreCase(from.getScheme())) {
      throw new IOException(
          shown(from) + ": the server redirects from https to http, which is not followed");
    }
  }

  private boolean isPlainAllowed(URI to) {
    return THIS_MACHINE.contains(to.getHost())
        || ("http".equalsIgnoreCase(endpoint.getScheme())
            && endpoint.getHost().equalsIgnoreCase(to.getHost())
            && endpoint.getPort() == to.getPort());
  }
}
