package io.glimpse.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceLogTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private JsonNode only() throws IOException {
    assertThat(lines()).hasSize(1);
    return new ObjectMapper().readTree(lines().get(0));
  }

  @Test
  void aRequestIsALineWithItsTime() throws IOException {
    Instant before = Instant.now().minusMillis(1);

    ServiceLog.to(out, false).request(Map.of("route", "/v1/classify", "status", 200));

    assertThat(only().path("level").asText()).isEqualTo("info");
    assertThat(only().path("route").asText()).isEqualTo("/v1/classify");
    assertThat(Instant.parse(only().path("time").asText())).isBetween(before, Instant.now());
  }

  @Test
  void aLineBreakInATextStaysInItsLine() throws IOException {
    ServiceLog.to(out, false).event("one\ntwo \"three\"");

    assertThat(only().path("event").asText()).isEqualTo("one\ntwo \"three\"");
  }

  @Test
  void aFailureIsNamedByItsRequestAndShowsItsPlaceOnlyIfThatIsWanted() throws IOException {
    IOException failure = new IOException("the disk is gone");

    ServiceLog.to(out, false).failure("id-1", failure);

    assertThat(only().path("level").asText()).isEqualTo("error");
    assertThat(only().path("request_id").asText()).isEqualTo("id-1");
    assertThat(only().path("failure").asText()).isEqualTo("the disk is gone");

    ServiceLog.to(out, true).failure("id-2", failure);

    assertThat(lines()).anyMatch(line -> line.contains("ServiceLogTest"));
  }

  @Test
  void aSilentOneWritesNothing() {
    ServiceLog.silent().event("started");
    ServiceLog.silent().failure("id", new IOException("gone"));

    assertThat(lines()).isEmpty();
  }
}
