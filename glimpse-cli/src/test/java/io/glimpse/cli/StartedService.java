package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.database.BankDatabase;
import io.glimpse.database.StoreLocation;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.server.GlimpseServer;
import io.glimpse.server.ServerSettings;
import io.glimpse.server.log.ServiceLog;
import io.glimpse.server.token.TokenFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A service of this process, as {@code glimpse serve} starts one, and what it is asked. */
final class StartedService implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Encoder encoder;
  private final BankDatabase banks;
  private final GlimpseServer server;

  /**
   * Starts one on a free port.
   *
   * @param encoder its name or path
   * @param data the folder of its banks
   */
  StartedService(String encoder, Path data) throws IOException {
    this.encoder = Encoders.open(encoder, EncoderOptions.defaults());
    this.banks = BankDatabase.open(StoreLocation.folder(data));
    this.server =
        GlimpseServer.start(
            ServerSettings.usual().at(ServerSettings.USUAL_HOST, 0),
            this.encoder,
            banks,
            new TokenFile(data),
            ServiceLog.silent());
  }

  /** What it answered. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares two of these.
  record Answer(int status, byte[] bytes) {

    JsonNode json() {
      try {
        return JSON.readTree(bytes);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + new String(bytes, StandardCharsets.UTF_8), e);
      }
    }

    /** Asserts the status. */
    Answer is(int expected) {
      assertThat(status).as("%s", new String(bytes, StandardCharsets.UTF_8)).isEqualTo(expected);
      return this;
    }

    /** Asserts that it refused, and gives the reason. */
    String refusal(int expected) {
      return is(expected).json().path("detail").asText();
    }
  }

  /** Sends a picture by its name. */
  Answer post(String path, Path picture) throws IOException {
    String name = URLEncoder.encode(picture.getFileName().toString(), StandardCharsets.UTF_8);
    String named = path + (path.contains("?") ? "&" : "?") + "name=" + name;
    return send("POST", named, "application/octet-stream", Files.readAllBytes(picture));
  }

  /** Puts the file of a bank in its place. */
  Answer put(String bank, Path file) throws IOException {
    String path = "/v1/banks/" + bank + "/file";
    return send("PUT", path, "application/octet-stream", Files.readAllBytes(file));
  }

  Answer get(String path) throws IOException {
    return send("GET", path, null, null);
  }

  Answer json(String method, String path, String json) throws IOException {
    return send(method, path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  private Answer send(String method, String path, @Nullable String type, byte @Nullable [] body)
      throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) server.uri().resolve(URI.create(path)).toURL().openConnection();
    connection.setRequestMethod(method);
    // The service waits for connections that are kept when it stops.
    connection.setRequestProperty("Connection", "close");
    if (type != null && body != null) {
      connection.setRequestProperty("Content-Type", type);
      connection.setDoOutput(true);
      connection.getOutputStream().write(body);
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, in.readAllBytes());
    }
  }

  @Override
  public void close() {
    server.close();
    encoder.close();
    banks.close();
  }
}
