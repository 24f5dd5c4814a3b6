package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.database.BankDatabase;
import io.glimpse.database.StoreLocation;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.fixture.Shared;
import io.glimpse.server.log.ServiceLog;
import io.glimpse.server.token.TokenFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service on a free port, with the embedded encoder and banks in a folder. Every answer that is
 * asked for here is held to {@code openapi.json}.
 */
final class RunningServer implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  /** Opened once: it takes longer than all that is asked of it. */
  private static final Encoder LITE = open();

  private final BankDatabase banks;
  private final GlimpseServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Contract contract = Contract.read();

  /** An answer. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares two of these.
  record Answer(int status, Map<String, List<String>> headers, byte[] bytes) {

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Nullable String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().get(0))
          .findFirst()
          .orElse(null);
    }
  }

  RunningServer(Path folder) throws IOException {
    this(folder, ServerSettings.usual());
  }

  RunningServer(Path folder, ServerSettings settings) throws IOException {
    this(folder, settings, 0);
  }

  /** At a port that was used before, as a service that is started again. */
  RunningServer(Path folder, int port) throws IOException {
    this(folder, ServerSettings.usual(), port);
  }

  private RunningServer(Path folder, ServerSettings settings, int port) throws IOException {
    banks = BankDatabase.open(StoreLocation.folder(folder));
    server =
        GlimpseServer.start(
            settings.at(settings.host(), port),
            LITE,
            banks,
            new TokenFile(folder),
            ServiceLog.silent());
  }

  private static Encoder open() {
    try {
      return Encoders.open("lite", new EncoderOptions(Precision.FP32, 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  GlimpseServer server() {
    return server;
  }

  int port() {
    return server.port();
  }

  static byte[] picture(String name) throws IOException {
    return Files.readAllBytes(Shared.path("fixtures/encoders/images/" + name));
  }

  Answer get(String path) throws Exception {
    return send("GET", path, null, BodyPublishers.noBody());
  }

  Answer json(String method, String path, String json, String... headers) throws Exception {
    return send(method, path, "application/json", BodyPublishers.ofString(json), headers);
  }

  Answer raw(String path, byte[] picture, String... headers) throws Exception {
    return send("POST", path, "image/jpeg", BodyPublishers.ofByteArray(picture), headers);
  }

  /** Sends pictures as fields of a form. */
  Answer form(String path, Map<String, byte[]> pictures, String... headers) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
      String head =
          "--frontier\r\nContent-Disposition: form-data; name=\"image\"; filename=\"%s\"\r\n\r\n"
              .formatted(picture.getKey());
      body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      body.writeBytes(picture.getValue());
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes("--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
    return send(
        "POST",
        path,
        "multipart/form-data; boundary=frontier",
        BodyPublishers.ofByteArray(body.toByteArray()),
        headers);
  }

  Answer send(
      String method, String path, @Nullable String type, BodyPublisher body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(method, body);
    if (type != null) {
      request.header("Content-Type", type);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    Answer answer = new Answer(response.statusCode(), response.headers().map(), response.body());
    contract.check(method, path, answer);
    return answer;
  }

  /** Sends bytes as they are, and gives the answer's bytes up to the end of the connection. */
  String bytes(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Makes a bank. */
  void bank(String name, String... classes) throws Exception {
    String json = JSON.writeValueAsString(Map.of("classes", List.of(classes)));
    assertThat(json("PUT", "/v1/banks/" + segment(name), json).status()).isEqualTo(201);
  }

  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    server.close();
    banks.close();
  }
}
