package io.glimpse.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A folder behind the plainest web server, which says nothing but what kind a file is. */
final class ServedFolder implements AutoCloseable {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html",
          "css", "text/css",
          "js", "text/javascript",
          "mjs", "text/javascript",
          "svg", "image/svg+xml",
          "wasm", "application/wasm");

  private final HttpServer server;
  private final Path folder;
  private final List<String> missed = new CopyOnWriteArrayList<>();

  ServedFolder(Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  /** What was asked for and is not there. */
  List<String> missed() {
    return List.copyOf(missed);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    Path file = folder.resolve(path.isEmpty() ? "index.html" : path);
    if (!Files.isRegularFile(file)) {
      missed.add(path);
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    String name = file.getFileName().toString();
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    exchange
        .getResponseHeaders()
        .set("Content-Type", type == null ? "application/octet-stream" : type);
    exchange.sendResponseHeaders(200, Files.size(file));
    try (var body = exchange.getResponseBody()) {
      Files.copy(file, body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
