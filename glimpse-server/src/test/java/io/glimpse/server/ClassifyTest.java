package io.glimpse.server;

import static io.glimpse.server.RunningServer.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.Glimpse;
import io.glimpse.server.RunningServer.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyTest {

  @TempDir Path folder;

  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    server = new RunningServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersAsTheLibraryDoes() throws Exception {
    byte[] picture = picture("rgb_420.jpg");

    JsonNode answer = server.raw("/v1/classify?classes=cat,dog,okapi", picture).json();

    try (Glimpse glimpse = Glimpse.open()) {
      var expected = glimpse.zeroShot("cat", "dog", "okapi").classify(picture).best();
      JsonNode best = answer.at("/results/0/top/0");
      assertThat(best.path("class").asText()).isEqualTo(expected.name());
      assertThat(best.path("probability").asDouble())
          .isCloseTo(expected.probability(), within(1e-6));
    }
  }

  @Test
  void takesAPictureAsTheBodyAsAFieldAndInBase64() throws Exception {
    byte[] picture = picture("rgb_420.jpg");
    String json =
        "{\"classes\": [\"cat\", \"dog, wet\"], \"image\": \"%s\"}"
            .formatted(Base64.getEncoder().encodeToString(picture));

    JsonNode raw = server.raw("/v1/classify?classes=cat,%22dog,%20wet%22", picture).json();
    JsonNode form =
        server.form("/v1/classify?classes=cat,%22dog,%20wet%22", Map.of("a.jpg", picture)).json();
    JsonNode base64 = server.json("POST", "/v1/classify", json).json();

    assertThat(raw.path("classes")).isEqualTo(base64.path("classes")).hasSize(2);
    assertThat(form.at("/results/0/top")).isEqualTo(raw.at("/results/0/top"));
    assertThat(base64.at("/results/0/top")).isEqualTo(raw.at("/results/0/top"));
    assertThat(form.at("/results/0/path").asText()).isEqualTo("a.jpg");
  }

  @Test
  void answersTheGoodOnesOfSeveralAndNamesTheOthers() throws Exception {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    pictures.put("first.png", picture("rgb.png"));
    pictures.put("../../etc/passwd", picture("bad/random_bytes.png"));
    pictures.put("last.png", picture("gray.jpg"));

    Answer answer = server.form("/v1/classify?classes=cat,dog", pictures);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("results").findValuesAsText("path"))
        .isEqualTo(List.of("first.png", "last.png"));
    assertThat(answer.json().at("/errors/0/path").asText()).isEqualTo("passwd");
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    assertThat(server.raw("/v1/classify", picture("rgb.png")).json().path("detail").asText())
        .contains("classes are missing");
    assertThat(server.json("POST", "/v1/classify?classes=a,b", "{}").json().path("detail").asText())
        .contains("There is no picture");
    assertThat(
            server
                .raw("/v1/classify?classes=a,b&method=nonsense", picture("rgb.png"))
                .json()
                .path("detail")
                .asText())
        .contains("nonsense");
    assertThat(server.raw("/v1/classify?classes=a,a", picture("rgb.png")).status()).isEqualTo(422);
  }

  @Test
  void takesAPointCloudByTheEndingOfItsName() throws Exception {
    byte[] cloud = "0 0 0\n1 0 0\n0 1 0\n0 0 1\n1 1 1\n".getBytes(StandardCharsets.US_ASCII);

    Answer answer = server.form("/v1/classify?classes=chair,table", Map.of("thing.xyz", cloud));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("results")).hasSize(1);
  }

  @Test
  void givesFeaturesInBothShapes() throws Exception {
    byte[] picture = picture("rgb.png");
    String uri = "data:image/png;base64," + Base64.getEncoder().encodeToString(picture);

    JsonNode encoded = server.raw("/v1/encode", picture).json();
    JsonNode list =
        server
            .json("POST", "/v1/embeddings", "{\"input\": [\"a cat\", \"%s\"]}".formatted(uri))
            .json();
    JsonNode bytes =
        server
            .json(
                "POST",
                "/v1/embeddings",
                "{\"model\": \"lite\", \"input\": \"%s\", \"encoding_format\": \"base64\"}"
                    .formatted(uri))
            .json();

    assertThat(encoded.at("/results/0/features")).hasSize(512);
    assertThat(list.at("/data/1/embedding")).isEqualTo(encoded.at("/results/0/features"));
    assertThat(list.at("/data/0/embedding")).hasSize(512);
    var floats =
        ByteBuffer.wrap(Base64.getDecoder().decode(bytes.at("/data/0/embedding").asText()))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(floats.getFloat(0)).isEqualTo(encoded.at("/results/0/features/0").floatValue());
    assertThat(
            server
                .json("POST", "/v1/embeddings", "{\"model\": \"other\", \"input\": \"x\"}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void tellsWhatItIs() throws Exception {
    assertThat(server.get("/v1/health/live").json().path("status").asText()).isEqualTo("up");
    assertThat(server.get("/v1/health/ready").status()).isEqualTo(200);
    assertThat(server.get("/v1/info").json().at("/encoder/name").asText()).isEqualTo("lite");
    assertThat(server.get("/v1/models").json().at("/data/0/id").asText()).isEqualTo("lite");
    assertThat(server.get("/v1/nothing").status()).isEqualTo(404);
    assertThat(server.json("DELETE", "/v1/info", "{}").status()).isEqualTo(405);
  }

  @Test
  void takesATraceUpAndGivesTheRequestAName() throws Exception {
    Answer answer =
        server.raw(
            "/v1/classify?classes=a,b",
            picture("rgb.png"),
            "traceparent",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "X-Request-Id",
            "mine-1");

    assertThat(answer.header("X-Request-Id")).isEqualTo("mine-1");
    assertThat(answer.header("traceparent"))
        .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
        .endsWith("-01")
        .doesNotContain("00f067aa0ba902b7");
  }

  @Test
  void countsWithoutNamingAnything() throws Exception {
    server.form("/v1/classify?classes=secretclass,b", Map.of("secretfile.png", picture("rgb.png")));
    server.raw("/v1/classify?classes=secretclass,b", picture("bad/text.txt"));

    String metrics = server.get("/metrics").text();

    assertThat(metrics)
        .contains(
            "glimpse_requests_seconds_count{method=\"POST\",route=\"/v1/classify\",status=\"200\"} 1")
        .contains("glimpse_refusals_total{reason=\"unusable-image\"} 1")
        .contains("glimpse_queue_fraction")
        .doesNotContain("secret");
    double steps =
        metrics
            .lines()
            .filter(line -> line.startsWith("glimpse_image_step_seconds_sum"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
    double whole =
        metrics
            .lines()
            .filter(line -> line.startsWith("glimpse_image_seconds_sum"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum();
    assertThat(steps).isCloseTo(whole, within(whole * 1e-6)).isPositive();
  }
}
