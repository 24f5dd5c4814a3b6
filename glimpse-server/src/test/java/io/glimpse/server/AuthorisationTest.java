package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.server.RunningServer.Answer;
import io.glimpse.server.token.Scope;
import io.glimpse.server.token.TokenFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks every route of the document, so that a new one cannot be forgotten. */
class AuthorisationTest {

  private static final Contract CONTRACT = Contract.read();

  @TempDir Path folder;

  private static String scope(String operation) {
    String[] parts = operation.split(" ", 2);
    return CONTRACT.operation(parts[0], parts[1]).path("x-scope").asText();
  }

  private static int status(RunningServer server, String operation, String... headers)
      throws Exception {
    String[] parts = operation.split(" ", 2);
    String path = parts[1].replaceAll("\\{\\w+}", "x");
    // What is sent to a page goes unread, and may cut the connection before the page was.
    Answer answer =
        parts[0].equals("GET")
            ? server.send(parts[0], path, null, BodyPublishers.noBody(), headers)
            : server.send(
                parts[0], path, "application/json", BodyPublishers.ofString("{}"), headers);
    return answer.status();
  }

  @Test
  void withoutATokenNothingIsAnsweredButWhatIsOpen() throws Exception {
    TokenFile tokens = new TokenFile(folder);
    tokens.create("somebody", Scope.WRITE);
    try (RunningServer server = new RunningServer(folder)) {
      for (String operation : CONTRACT.operations()) {
        // Of what has a name in its path, nothing is called x.
        int open = operation.contains("{") ? 404 : 200;
        int expected = scope(operation).equals("open") ? open : 401;
        for (String header : List.of("", "Bearer ", "Bearer glimpse_wrong", "Basic Zm9vOmJhcg==")) {
          int status =
              header.isEmpty()
                  ? status(server, operation)
                  : status(server, operation, "Authorization", header);
          assertThat(status).as("%s with '%s'", operation, header).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void aTokenToReadChangesNothing() throws Exception {
    String secret = new TokenFile(folder).create("reader", Scope.READ).secret();
    try (RunningServer server = new RunningServer(folder)) {
      for (String operation : CONTRACT.operations()) {
        int status = status(server, operation, "Authorization", "Bearer " + secret);
        if (scope(operation).equals("write")) {
          assertThat(status).as(operation).isEqualTo(403);
        } else {
          assertThat(status).as(operation).isNotIn(401, 403);
        }
      }
    }
  }

  @Test
  void aTokenToWriteDoesAllAndIsNamedInTheHistory() throws Exception {
    String secret = new TokenFile(folder).create("camera", Scope.WRITE).secret();
    String[] token = {"Authorization", "bearer " + secret};
    try (RunningServer server = new RunningServer(folder)) {
      for (String operation : CONTRACT.operations()) {
        assertThat(status(server, operation, token)).as(operation).isNotIn(401, 403);
      }
      server.json("PUT", "/v1/banks/pets", "{\"classes\": [\"cat\"]}", token);
      JsonNode history =
          server.send("GET", "/v1/banks/pets/history", null, BodyPublishers.noBody(), token).json();

      assertThat(history.at("/entries/0/who").asText()).isEqualTo("camera");
    }
  }

  @Test
  void everyOperationSaysItsScopeAndThoseThatChangeNeedWrite() {
    for (String operation : CONTRACT.operations()) {
      assertThat(scope(operation)).as(operation).isIn("open", "read", "write");
      boolean asks =
          operation.startsWith("GET ")
              || operation.endsWith("classify")
              || operation.endsWith("suggest")
              || operation.endsWith("encode")
              || operation.endsWith("embeddings");
      assertThat(scope(operation).equals("write")).as(operation).isEqualTo(!asks);
    }
  }

  @Test
  void aTokenThatIsRevokedEndsAtOnce() throws Exception {
    TokenFile tokens = new TokenFile(folder);
    tokens.create("other", Scope.READ);
    TokenFile.Created created = tokens.create("camera", Scope.READ);
    try (RunningServer server = new RunningServer(folder)) {
      String[] token = {"Authorization", "Bearer " + created.secret()};
      assertThat(status(server, "GET /v1/info", token)).isEqualTo(200);

      new TokenFile(folder).revoke(created.token().id());

      assertThat(status(server, "GET /v1/info", token)).isEqualTo(401);
    }
  }

  @Test
  void anAddressThatOthersReachNeedsAToken() throws Exception {
    ServerSettings everywhere = ServerSettings.usual().at("0.0.0.0", 0);

    assertThatThrownBy(() -> new RunningServer(folder, everywhere))
        .hasMessageContaining("needs a token");

    TokenFile tokens = new TokenFile(folder);
    TokenFile.Created created = tokens.create("camera", Scope.READ);
    try (RunningServer server = new RunningServer(folder, everywhere)) {
      assertThat(server.get("/v1/info").status()).isEqualTo(401);
      tokens.revoke(created.token().id());
      assertThat(server.get("/v1/info").status()).isEqualTo(401);
    }
  }
}
