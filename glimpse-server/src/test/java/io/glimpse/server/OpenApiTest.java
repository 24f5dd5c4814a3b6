package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document and the routes are the same; that answers keep to it, all other tests see. */
class OpenApiTest {

  @TempDir Path folder;

  @Test
  void everyRouteIsInTheDocumentAndNoOther() throws Exception {
    try (RunningServer server = new RunningServer(folder)) {
      assertThat(server.server().routes()).isEqualTo(Contract.read().operations());
    }
  }

  @Test
  void isServedAsItIsInTheJar() throws Exception {
    try (RunningServer server = new RunningServer(folder)) {
      assertThat(server.get("/v1/openapi.json").json()).isEqualTo(Contract.read().document());
    }
  }

  @Test
  void everyOperationHasANameOfItsOwnAndEveryReferenceLeadsSomewhere() {
    JsonNode document = Contract.read().document();
    Set<String> names = new HashSet<>();

    for (String operation : Contract.read().operations()) {
      String[] parts = operation.split(" ", 2);
      JsonNode found = Contract.read().operation(parts[0], parts[1]);
      assertThat(names.add(found.path("operationId").asText())).as(operation).isTrue();
      assertThat(found.path("summary").asText()).isNotBlank();
    }
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asText().substring(1)).isObject())
          .as(reference.asText())
          .isTrue();
    }
  }

  @Test
  void thePageToTryItComesWithoutOutsideResources() throws Exception {
    try (RunningServer server = new RunningServer(folder)) {
      String page = server.get("/docs").text();

      assertThat(page)
          .contains("/docs.js")
          .doesNotContain("http://", "https://", "<style", "onclick");
      assertThat(server.get("/docs").header("Content-Security-Policy"))
          .contains("default-src 'none'")
          .doesNotContain("unsafe-inline");
    }
  }

  @Test
  void aPageThatTheBrowserHasIsNotSentAgain() throws Exception {
    try (RunningServer server = new RunningServer(folder)) {
      String tag = String.valueOf(server.get("/docs").header("ETag"));

      RunningServer.Answer again =
          server.send("GET", "/docs", null, BodyPublishers.noBody(), "If-None-Match", tag);

      assertThat(again.status()).isEqualTo(304);
    }
  }
}
