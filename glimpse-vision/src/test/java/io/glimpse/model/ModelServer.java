package io.glimpse.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server on this machine that misbehaves as it is told, one answer at a time, then behaves. */
final class ModelServer implements AutoCloseable {

  /** Answers one request. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  /**
   * A request as it came.
   *
   * @param path of the URL
   * @param range the header, or ""
   * @param condition the header If-Range, or ""
   */
  record Request(String path, String range, String condition) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile byte[] content;
  private volatile String tag = "\"v1\"";

  ModelServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI url(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The next request that has no answer yet gets this one. */
  ModelServer next(Reply reply) {
    synchronized (replies) {
      replies.add(reply);
    }
    return this;
  }

  /** From now on the file is another. */
  void change(byte[] now, String nowTag) {
    content = now;
    tag = nowTag;
  }

  List<Request> requests() {
    return requests;
  }

  /** An answer without a body. */
  static Reply status(int status, String... header) {
    return exchange -> {
      for (int i = 0; i < header.length; i += 2) {
        exchange.getResponseHeaders().set(header[i], header[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  /** What a server should answer, cut off after so many bytes. */
  Reply cutAfter(int bytes) {
    return exchange -> send(exchange, bytes, false);
  }

  /** What a server should answer, but after so many bytes there is silence. */
  Reply stallAfter(int bytes) {
    return exchange -> send(exchange, bytes, true);
  }

  /** All of the file, whatever part was asked for. */
  Reply ignoringRange() {
    return exchange -> {
      exchange.getResponseHeaders().set("ETag", tag);
      exchange.sendResponseHeaders(200, content.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(content);
      }
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(
        new Request(
            exchange.getRequestURI().toString(),
            header(exchange, "Range"),
            header(exchange, "If-Range")));
    Reply reply;
    synchronized (replies) {
      reply = replies.poll();
    }
    if (reply == null) {
      send(exchange, Integer.MAX_VALUE, false);
    } else {
      reply.to(exchange);
    }
  }

  private void send(HttpExchange exchange, int most, boolean stall) throws IOException {
    byte[] all = content;
    String range = header(exchange, "Range");
    boolean resumes = !range.isEmpty() && header(exchange, "If-Range").equals(tag);
    int from = resumes ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    exchange.getResponseHeaders().set("ETag", tag);
    if (resumes) {
      String place = "bytes " + from + "-" + (all.length - 1) + "/" + all.length;
      exchange.getResponseHeaders().set("Content-Range", place);
    }
    byte[] body = Arrays.copyOfRange(all, from, all.length);
    exchange.sendResponseHeaders(resumes ? 206 : 200, body.length);
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, Math.min(most, body.length));
    out.flush();
    try {
      if (stall) {
        closing.await();
      } else if (most < body.length) {
        // A client throws away what it has not yet read of a connection that breaks.
        closing.await(100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Closes the connection, although more bytes were promised.
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
