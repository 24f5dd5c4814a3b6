package io.glimpse.server;

import io.glimpse.server.limit.Limit;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Sets the HTTP layer up: threads, limits of connections, and nothing that is not needed. */
final class HttpSetup {

  /** Threads beside those of the requests under way: they accept, refuse and tell of health. */
  private static final int SPARE_THREADS = 32;

  private static final int LEAST_THREADS = 8;

  /** A connection on which nothing moves for so long is closed. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** What is answered but not yet written when the service stops is written within this. */
  private static final Duration LAST_WRITES = Duration.ofSeconds(2);

  private static final int HEADERS = 16 << 10;

  private HttpSetup() {}

  static void apply(JavalinConfig config, ServerSettings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.host = settings.host();
    config.jetty.port = settings.port();
    int most = settings.limits().count(Limit.MAX_IN_FLIGHT) + SPARE_THREADS;
    QueuedThreadPool threads = new QueuedThreadPool(most, LEAST_THREADS);
    threads.setName("glimpse-http");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(HEADERS);
          http.setIdleTimeout(idle(settings).toMillis());
        });
    config.jetty.modifyServer(
        server -> {
          server.addBean(
              new NetworkConnectionLimit(settings.limits().count(Limit.MAX_CONNECTIONS), server));
          server.setErrorHandler(new ProblemPages());
          server.setStopTimeout(LAST_WRITES.toMillis());
        });
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new ProblemPages()));
  }

  private static Duration idle(ServerSettings settings) {
    Duration body = settings.limits().time(Limit.BODY_TIMEOUT);
    return body.compareTo(IDLE) < 0 ? body : IDLE;
  }
}
