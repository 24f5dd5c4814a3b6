package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glimpse.database.BankDatabase;
import io.glimpse.database.StoreLocation;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.server.GlimpseServer;
import io.glimpse.server.ServerSettings;
import io.glimpse.server.log.ServiceLog;
import io.glimpse.server.token.TokenFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same picture gets the same answer of the service and of the command line: the same fields of
 * JSON with the same values, to the last digit.
 */
class ServiceEqualsCommandLineTest {

  private static final List<String> CLASSES = List.of("bonsai", "dalmatian", "emu", "okapi");

  /** What a bank's answer says beyond that of {@code classify --json}. */
  private static final Set<String> OF_BANKS = Set.of("bank", "version", "taught");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static Path shots;
  private static List<Path> pictures;
  private static BankDatabase banks;
  private static Encoder encoder;
  private static GlimpseServer server;

  @BeforeAll
  static void start() throws Exception {
    shots = Pictures.folder(folder.resolve("shots"), "shots", 4, CLASSES);
    Path test = Pictures.folder(folder.resolve("test"), "test", 1, CLASSES);
    // A picture of none of the classes is answered by the same rules, too.
    Path strange = Pictures.folder(folder.resolve("other"), "test", 1, List.of("grand piano"));
    pictures = new ArrayList<>();
    for (String name : CLASSES) {
      pictures.add(Pictures.first(test.resolve(name)));
    }
    pictures.add(Pictures.first(strange.resolve("grand piano")));
    banks = BankDatabase.open(StoreLocation.folder(folder.resolve("data")));
    encoder = Encoders.open(Encoders.DEFAULT, EncoderOptions.defaults());
    server =
        GlimpseServer.start(
            ServerSettings.usual().at(ServerSettings.USUAL_HOST, 0),
            encoder,
            banks,
            new TokenFile(folder.resolve("data")),
            ServiceLog.silent());
  }

  @AfterAll
  static void stop() {
    server.close();
    encoder.close();
    banks.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero-shot", "calip"})
  void namesAloneAreAnsweredAlike(String method) throws Exception {
    String names = String.join(",", CLASSES);
    for (Path picture : pictures) {
      JsonNode said = classify(picture, "--classes", names, "--method", method, "--top", 3);
      JsonNode answered =
          post("/v1/classify?top=3&method=" + method + "&classes=" + names, picture);

      assertThat(answered).isEqualTo(said);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "tip"})
  void aBankIsAnsweredAlike(String method) throws Exception {
    Path bank = folder.resolve(method + ".bank");
    Run.of("bank", "build", shots, "-o", bank, "--method", method).exits(0);
    put("/v1/banks/" + method + "/file", bank);
    for (Path picture : pictures) {
      assertSame(classify(picture, "--bank", bank), post(of(method), picture));
    }
  }

  @Test
  void setsAndWhatIsUnknownAreAnsweredAlike() throws Exception {
    Path bank = folder.resolve("rules.bank");
    Run.of("bank", "build", shots, "-o", bank).exits(0);
    put("/v1/banks/rules/file", bank);
    for (Path picture : pictures) {
      assertSame(
          classify(picture, "--bank", bank, "--coverage", 0.8, "--unknown-rate", 0.2),
          post(of("rules") + "?coverage=0.8&unknown_rate=0.2", picture));
    }
  }

  @Test
  void aPictureThatCannotBeUsedIsToldOfInTheSameWords() throws Exception {
    Path broken = folder.resolve("broken.jpg");
    Files.write(broken, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 0});

    String said =
        Run.of("classify", broken, "--classes", "a,b", "--json")
            .json()
            .at("/errors/0/error")
            .asText();
    JsonNode problem = post("/v1/classify?classes=a,b", broken);

    assertThat(said).startsWith(broken.toString());
    assertThat(problem.path("detail").asText())
        .startsWith(said.replace(broken.toString(), broken.getFileName().toString()));
  }

  private static String of(String bank) {
    return "/v1/banks/" + bank + "/classify";
  }

  /** What a bank answers is what the command line says of it, and which bank said so. */
  private static void assertSame(JsonNode said, JsonNode answered) {
    Set<String> more = new HashSet<>();
    answered.fieldNames().forEachRemaining(more::add);
    said.fieldNames().forEachRemaining(more::remove);

    assertThat(more).isEqualTo(OF_BANKS);
    JsonNode rest = ((ObjectNode) answered).without(OF_BANKS);
    assertThat(rest).isEqualTo(said);
  }

  /** {@code classify --json}, in which a picture is called by its path and not by its name. */
  private static JsonNode classify(Path picture, Object... model) {
    List<Object> arguments = new ArrayList<>(List.of("classify", picture, "--json"));
    arguments.addAll(List.of(model));
    JsonNode said = Run.of(arguments.toArray()).exits(0).json();
    ObjectNode result = (ObjectNode) said.at("/results/0");
    assertThat(result.path("path").asText()).isEqualTo(picture.toString());
    result.put("path", picture.getFileName().toString());
    return said;
  }

  private static JsonNode post(String path, Path picture) throws Exception {
    String name = picture.getFileName().toString();
    return send("POST", path + (path.contains("?") ? "&" : "?") + "name=" + name, picture);
  }

  private static void put(String path, Path file) throws Exception {
    assertThat(send("PUT", path, file).path("version").asInt()).isEqualTo(1);
  }

  private static JsonNode send(String method, String path, Path file) throws Exception {
    BodyPublisher body = BodyPublishers.ofFile(file);
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve(URI.create(path)))
            .header("Content-Type", "application/octet-stream")
            .method(method, body)
            .build();
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    return JSON.readTree(response.body());
  }
}
