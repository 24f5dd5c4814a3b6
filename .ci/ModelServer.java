import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/**
 * Serves one file slowly, with ranges and an ETag, until it is killed. Prints its port first, then
 * a line for each request: {@code FROM LENGTH}.
 *
 * <p>Run as {@code java ModelServer.java FILE BYTES_A_SECOND}.
 */
final class ModelServer {

  public static void main(String[] args) throws IOException {
    byte[] content = Files.readAllBytes(Path.of(args[0]));
    int rate = Integer.parseInt(args[1]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> serve(exchange, content, rate));
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private static void serve(HttpExchange exchange, byte[] content, int rate) throws IOException {
    String tag = "\"one\"";
    String range = exchange.getRequestHeaders().getFirst("Range");
    boolean rest =
        range != null && tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
    int from = rest ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    System.out.println(from + " " + content.length);
    exchange.getResponseHeaders().set("ETag", tag);
    if (rest) {
      String place = "bytes " + from + "-" + (content.length - 1) + "/" + content.length;
      exchange.getResponseHeaders().set("Content-Range", place);
    }
    exchange.sendResponseHeaders(rest ? 206 : 200, content.length - from);
    int piece = Math.max(1, rate / 50);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int at = from; at < content.length; at += piece) {
        out.write(content, at, Math.min(piece, content.length - at));
        out.flush();
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
