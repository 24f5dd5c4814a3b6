package io.glimpse.server;

import static io.glimpse.server.RunningServer.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.server.RunningServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes on condition: of a version, or of nothing being there yet. */
class ConditionsTest {

  private static final String BANK = "/v1/banks/pets";
  private static final Contract CONTRACT = Contract.read();

  @TempDir Path folder;

  private RunningServer server;
  private String shot;
  private byte[] file;

  @BeforeEach
  void start() throws Exception {
    server = new RunningServer(folder);
    server.bank("pets", "cat", "dog");
    shot =
        server.raw(BANK + "/classes/cat/shots", picture("rgb_420.jpg")).json().path("id").asText();
    server.raw(BANK + "/classes/dog/shots", picture("gray.jpg"));
    server.json("PUT", BANK + "/snapshots/monday", "{}");
    file = server.get(BANK + "/file").bytes();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Of every operation that changes something, a body with which it would. */
  private Map<String, byte[]> changes() throws Exception {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("PUT /v1/banks/{bank}", json("{\"classes\": [\"cat\", \"okapi\"]}"));
    bodies.put("PUT /v1/banks/{bank}/file", file);
    bodies.put("POST /v1/banks/{bank}/classes/{class}/shots", picture("rgb.png"));
    bodies.put("PATCH /v1/banks/{bank}/classes/{class}", json("{\"name\": \"tom\"}"));
    bodies.put("DELETE /v1/banks/{bank}/classes/{class}", json(""));
    bodies.put("PATCH /v1/banks/{bank}/shots/{shot}", json("{\"class\": \"dog\"}"));
    bodies.put("DELETE /v1/banks/{bank}/shots/{shot}", json(""));
    bodies.put("POST /v1/banks/{bank}/undo", json("{\"version\": 2}"));
    bodies.put("POST /v1/banks/{bank}/restore", json("{\"version\": 1}"));
    bodies.put("PUT /v1/banks/{bank}/snapshots/{snapshot}", json("{}"));
    bodies.put("DELETE /v1/banks/{bank}/snapshots/{snapshot}", json(""));
    bodies.put("DELETE /v1/banks/{bank}", json(""));
    return bodies;
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Answer change(String operation, byte[] body, String... headers) throws Exception {
    String[] parts = operation.split(" ", 2);
    String named =
        parts[1]
            .replace("{bank}", "pets")
            .replace("{class}", "cat")
            .replace("{shot}", shot)
            .replace("{snapshot}", parts[0].equals("PUT") ? "tuesday" : "monday");
    String type =
        body.length > 0 && body[0] != '{' ? "application/octet-stream" : "application/json";
    return server.send(parts[0], named, type, BodyPublishers.ofByteArray(body), headers);
  }

  @Test
  void everyChangeIsMadeOfTheVersionThatIsNamedAlone() throws Exception {
    List<String> writing =
        CONTRACT.operations().stream()
            .filter(
                operation -> {
                  String[] parts = operation.split(" ", 2);
                  return CONTRACT
                      .operation(parts[0], parts[1])
                      .path("x-scope")
                      .asText()
                      .equals("write");
                })
            .toList();
    assertThat(new TreeSet<>(changes().keySet())).isEqualTo(new TreeSet<>(writing));
    for (Map.Entry<String, byte[]> change : changes().entrySet()) {
      String operation = change.getKey();
      String[] parts = operation.split(" ", 2);
      assertThat(CONTRACT.operation(parts[0], parts[1]).path("parameters").findValuesAsText("name"))
          .as(operation)
          .contains("If-Match");

      assertThat(change(operation, change.getValue(), "If-Match", "\"99\"").status())
          .as(operation)
          .isEqualTo(412);
    }
    assertThat(server.get(BANK).json().path("version").asInt()).isEqualTo(3);
    for (Map.Entry<String, byte[]> change : changes().entrySet()) {
      // Each in a bank of its own, which has the version yet.
      stop();
      start(folder.resolve(change.getKey().replaceAll("\\W", "")));
      assertThat(change(change.getKey(), change.getValue(), "If-Match", "\"3\"").status())
          .as(change.getKey())
          .isBetween(200, 299);
    }
  }

  private void start(Path other) throws Exception {
    folder = other;
    start();
  }

  @Test
  void whatMustBeNewIsMadeOnce() throws Exception {
    byte[] classes = json("{\"classes\": [\"cat\"]}");
    for (String path : List.of("/v1/banks/new", "/v1/banks/other/file")) {
      boolean isFile = path.endsWith("file");
      String type = isFile ? "application/octet-stream" : "application/json";
      byte[] body = isFile ? file : classes;

      Answer first = put(path, type, body, "If-None-Match", "*");
      Answer second = put(path, type, body, "If-None-Match", "*");

      assertThat(first.status()).as(path).isEqualTo(201);
      assertThat(first.header("Location")).isEqualTo(path.replace("/file", ""));
      assertThat(second.status()).as(path).isEqualTo(412);
      assertThat(second.json().path("detail").asText()).contains("already");
      assertThat(put(path, type, body).status()).isEqualTo(200);
      assertThat(put(path, type, body, "If-None-Match", "\"3\"").status()).isEqualTo(400);
    }
  }

  @Test
  void aKeyAnswersARepeatedMakingAsTheFirst() throws Exception {
    String[] headers = {"If-None-Match", "*", "Idempotency-Key", "k"};
    byte[] classes = json("{\"classes\": [\"cat\"]}");

    Answer first = put("/v1/banks/new", "application/json", classes, headers);
    Answer again = put("/v1/banks/new", "application/json", classes, headers);

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
  }

  @Test
  void whatIsNotThereHasNoVersionToMatch() throws Exception {
    byte[] classes = json("{\"classes\": [\"cat\"]}");

    assertThat(put("/v1/banks/new", "application/json", classes, "If-Match", "*").status())
        .isEqualTo(412);
    assertThat(
            put("/v1/banks/new/file", "application/octet-stream", file, "If-Match", "\"1\"")
                .status())
        .isEqualTo(412);
    assertThat(server.get("/v1/banks/new").status()).isEqualTo(404);
  }

  private Answer put(String path, String type, byte[] body, String... headers) throws Exception {
    return server.send("PUT", path, type, BodyPublishers.ofByteArray(body), headers);
  }
}
