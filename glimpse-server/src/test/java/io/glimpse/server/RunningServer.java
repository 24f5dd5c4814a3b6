package io.glimpse.server;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service on a free port, with the embedded encoder. */
final class RunningServer extends ServiceClient implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  /** Opened once: it takes longer than all that is asked of it. */
  private static final Encoder LITE = open();

  private final BankDatabase banks;
  private final GlimpseServer server;

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

  /** With banks in a folder. */
  RunningServer(Path folder) throws IOException {
    this(folder, ServerSettings.usual());
  }

  RunningServer(Path folder, ServerSettings settings) throws IOException {
    this(StoreLocation.folder(folder), folder, settings, 0);
  }

  /** At a port that was used before, as a service that is started again. */
  RunningServer(Path folder, int port) throws IOException {
    this(StoreLocation.folder(folder), folder, ServerSettings.usual(), port);
  }

  /**
   * With banks in a database.
   *
   * @param folder of the tokens
   */
  RunningServer(StoreLocation location, Path folder) throws IOException {
    this(location, folder, ServerSettings.usual(), 0);
  }

  RunningServer(StoreLocation location, Path folder, ServerSettings settings) throws IOException {
    this(location, folder, settings, 0);
  }

  private RunningServer(StoreLocation location, Path folder, ServerSettings settings, int port)
      throws IOException {
    banks = BankDatabase.open(location);
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

  @Override
  int port() {
    return server.port();
  }

  static byte[] picture(String name) throws IOException {
    return Files.readAllBytes(Shared.path("fixtures/encoders/images/" + name));
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
