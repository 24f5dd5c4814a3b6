package io.glimpse.server;

import static io.glimpse.server.RunningServer.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.fixture.Shared;
import io.glimpse.server.RunningServer.Answer;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.limit.Limits;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent, it is a problem of the sender's with a status of its own, and the service goes
 * on.
 */
class HostileRequestTest {

  private static final String CLASSIFY = "/v1/classify?classes=cat,dog";

  @TempDir Path folder;

  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        new RunningServer(
            folder,
            ServerSettings.usual()
                .withLimits(
                    Limits.usual()
                        .with(Limit.MAX_BODY, 1 << 20)
                        .with(Limit.MAX_IMAGES, 8)
                        .with(Limit.BODY_TIMEOUT, 1)));
  }

  @AfterEach
  void goesOnAndStops() throws Exception {
    assertThat(server.raw(CLASSIFY, picture("rgb_420.jpg")).status()).isEqualTo(200);
    server.close();
  }

  @Test
  void everyHostilePictureIsTheSendersProblem() throws Exception {
    server.bank("pets", "cat", "dog");
    List<Path> pictures;
    try (Stream<Path> files = Files.list(Shared.path("fixtures/encoders/images/bad"))) {
      pictures = files.filter(file -> !file.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(pictures).hasSizeGreaterThan(10);

    for (Path picture : pictures) {
      byte[] bytes = Files.readAllBytes(picture);
      String name = String.valueOf(picture.getFileName());
      assertThat(server.raw(CLASSIFY, bytes).status()).as(name).isBetween(400, 499);
      assertThat(server.form(CLASSIFY, Map.of(name, bytes)).status()).as(name).isBetween(400, 499);
      assertThat(server.raw("/v1/encode", bytes).status()).as(name).isBetween(400, 499);
      assertThat(server.raw("/v1/banks/pets/classes/cat/shots", bytes).status())
          .as(name)
          .isBetween(400, 499);
      assertThat(server.raw("/v1/banks/pets/classify", bytes).status())
          .as(name)
          .isBetween(400, 499);
      String base64 = Base64.getEncoder().encodeToString(bytes);
      assertThat(server.json("POST", CLASSIFY, "{\"image\": \"%s\"}".formatted(base64)).status())
          .as(name)
          .isBetween(400, 499);
    }
    assertThat(server.get("/v1/banks/pets").json().path("version").asInt()).isEqualTo(1);
  }

  @Test
  void aBombIsTooLargeAndSaysWhichLimit() throws Exception {
    Answer answer = server.raw(CLASSIFY, picture("bad/bomb_60000x60000.png"));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().path("detail").asText()).contains("max-pixels");
  }

  @Test
  void namesThatAreNoneAreRefused() throws Exception {
    for (String name :
        List.of(" ", "..", "a/b", "a\\b", "a\u0000b", "a\u202eb", "x".repeat(201), "\n", "a ")) {
      String path = "/v1/banks/" + RunningServer.segment(name);
      String json = RunningServer.JSON.writeValueAsString(Map.of("classes", List.of(name)));

      assertThat(
              server
                  .send(
                      "PUT",
                      path,
                      "application/json",
                      BodyPublishers.ofString("{\"classes\":[\"a\"]}"))
                  .status())
          .as(path)
          .isBetween(400, 499);
      assertThat(server.json("PUT", "/v1/banks/good", json).status()).as(json).isEqualTo(422);
    }
    assertThat(server.get("/v1/banks").json().path("banks")).isEmpty();
  }

  @Test
  void aFormWithoutAnEndIsMalformed() throws Exception {
    String open = "--f\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nhalf a pic";
    for (String body : List.of("", "--f", open, open + "\r\n--f", "no boundary at all")) {
      Answer answer =
          server.send(
              "POST", CLASSIFY, "multipart/form-data; boundary=f", BodyPublishers.ofString(body));
      assertThat(answer.status()).as(body).isEqualTo(400);
    }
    Answer without =
        server.send("POST", CLASSIFY, "multipart/form-data", BodyPublishers.ofString(open));
    assertThat(without.status()).isEqualTo(400);
  }

  @Test
  void tenThousandPartsAreTooMany() throws Exception {
    String part = "--f\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nx\r\n";

    Answer answer =
        server.send(
            "POST",
            CLASSIFY,
            "multipart/form-data; boundary=f",
            BodyPublishers.ofString(part.repeat(10_000) + "--f--\r\n"));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().path("detail").asText()).contains("max-images");
  }

  @Test
  void jsonBombsAreRefused() throws Exception {
    for (String json :
        List.of(
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "{\"image\": 1, \"image\": 2}",
            "{\"image\": {}}",
            "{\"images\": [[]]}",
            "{\"image\": \"%%%\"}",
            "{\"image\": \"\"} {}",
            "{\"classes\": " + "9".repeat(10_000) + "}",
            "null",
            "\"text\"",
            "")) {
      assertThat(server.json("POST", CLASSIFY, json).status())
          .as(json.substring(0, Math.min(40, json.length())))
          .isBetween(400, 499);
      assertThat(server.json("PUT", "/v1/banks/pets", json).status()).isBetween(400, 499);
      assertThat(server.json("POST", "/v1/embeddings", json).status()).isBetween(400, 499);
    }
  }

  @Test
  void whatAForeignPageCanSendUnaskedIsOfNoTypeThatIsTaken() throws Exception {
    for (String type :
        List.of("text/plain", "application/x-www-form-urlencoded", "text/html", "x")) {
      assertThat(server.send("POST", CLASSIFY, type, BodyPublishers.ofString("image=x")).status())
          .as(type)
          .isEqualTo(415);
      assertThat(
              server
                  .send(
                      "PUT", "/v1/banks/a", type, BodyPublishers.ofString("{\"classes\":[\"a\"]}"))
                  .status())
          .as(type)
          .isEqualTo(415);
    }
  }

  @Test
  void aBodyThatIsTooLongIsNotEvenRead() throws Exception {
    assertThat(server.raw(CLASSIFY, new byte[(1 << 20) + 1]).status()).isEqualTo(413);

    String chunked =
        server.bytes(
            "POST "
                + CLASSIFY
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + ("10000\r\n" + "x".repeat(0x10000) + "\r\n").repeat(17)
                + "0\r\n\r\n");

    assertThat(chunked).startsWith("HTTP/1.1 413");
  }

  @Test
  void aBodyThatEndsBeforeItsEndIsMalformed() throws Exception {
    String answer =
        server.bytes(
            "POST "
                + CLASSIFY
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                + "Content-Length: 1000\r\n\r\nshort");

    assertThat(answer).startsWith("HTTP/1.1 400");
  }

  @Test
  void lengthsThatCannotBeAreMalformed() throws Exception {
    for (String length : List.of("-1", "x", "99999999999999999999", "5\r\nContent-Length: 6")) {
      String answer =
          server.bytes(
              "POST "
                  + CLASSIFY
                  + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: "
                  + length
                  + "\r\n\r\nshort");

      assertThat(answer).as(length).startsWith("HTTP/1.1 4").contains("urn:glimpse:problem:");
    }
  }

  @Test
  void aClientThatStopsSendingIsCutOff() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + CLASSIFY
                      + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                      + "Content-Length: 1000\r\n\r\nfirst bytes")
                  .getBytes(StandardCharsets.US_ASCII));

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void aFileOfABankThatIsNoneIsRefused() throws Exception {
    for (byte[] file : List.of(new byte[0], new byte[100], picture("rgb_420.jpg"))) {
      assertThat(
              server
                  .send(
                      "PUT",
                      "/v1/banks/pets/file",
                      "application/octet-stream",
                      BodyPublishers.ofByteArray(file))
                  .status())
          .isEqualTo(422);
    }
    assertThat(server.get("/v1/banks/pets").status()).isEqualTo(404);
  }

  @Test
  void everyRouteRefusesAForeignHost() throws Exception {
    for (String operation : Contract.read().operations()) {
      String[] parts = operation.split(" ", 2);
      String path = parts[1].replaceAll("\\{\\w+}", "x");

      String answer =
          server.bytes(
              parts[0]
                  + " "
                  + path
                  + " HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n"
                  + "Connection: close\r\n\r\n");

      assertThat(answer).as(operation).startsWith("HTTP/1.1 403").contains("foreign-host");
    }
    assertThat(
            server.bytes(
                "GET /nothing HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void aPageOfAnotherSiteIsRefused() throws Exception {
    for (String origin : List.of("https://evil.example", "null", "http://localhost.evil.example")) {
      assertThat(server.raw(CLASSIFY, picture("rgb.png"), "Origin", origin).status())
          .as(origin)
          .isEqualTo(403);
    }
    assertThat(
            server
                .raw(CLASSIFY, picture("rgb.png"), "Origin", "http://127.0.0.1:" + server.port())
                .status())
        .isEqualTo(200);
  }
}
