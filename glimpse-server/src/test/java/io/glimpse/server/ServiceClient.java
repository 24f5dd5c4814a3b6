package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.server.RunningServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a service of this machine. Every answer is held to {@code openapi.json}. */
abstract class ServiceClient {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Contract contract = Contract.read();

  /** Where it listens. */
  abstract int port();

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
    String json = RunningServer.JSON.writeValueAsString(Map.of("classes", List.of(classes)));
    assertThat(json("PUT", "/v1/banks/" + RunningServer.segment(name), json).status())
        .isEqualTo(201);
  }
}
