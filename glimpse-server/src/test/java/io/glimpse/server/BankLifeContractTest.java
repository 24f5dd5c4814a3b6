package io.glimpse.server;

import static io.glimpse.server.RunningServer.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.BankFile;
import io.glimpse.database.StoreLocation;
import io.glimpse.server.RunningServer.Answer;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.limit.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bank from its first class to its end, whichever database it is kept in. */
abstract class BankLifeContractTest {

  private static final String BANK = "/v1/banks/pets";

  @TempDir Path folder;

  private RunningServer server;

  /** Where the banks of one test lie. */
  protected abstract StoreLocation location() throws Exception;

  @BeforeEach
  void start() throws Exception {
    server = new RunningServer(location(), folder);
    server.bank("pets", "cat", "dog");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String add(String className, String picture) throws Exception {
    Answer answer =
        server.form(BANK + "/classes/" + className + "/shots", Map.of(picture, picture(picture)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").asText();
  }

  private void teach() throws Exception {
    add("cat", "rgb_420.jpg");
    add("dog", "gray.jpg");
  }

  private JsonNode classes() throws Exception {
    return server.get(BANK).json().path("classes");
  }

  @Test
  void answersByNamesUntilEveryClassHasAShot() throws Exception {
    JsonNode before = server.raw(BANK + "/classify", picture("rgb.png")).json();
    teach();
    JsonNode after = server.raw(BANK + "/classify", picture("rgb.png")).json();

    assertThat(before.path("method").asText()).isEqualTo("zero-shot");
    assertThat(before.path("taught").asBoolean()).isFalse();
    assertThat(after.path("method").asText()).isEqualTo("auto");
    assertThat(after.path("version").asInt()).isEqualTo(3);
  }

  @Test
  void saysWhyWithThePicturesThatItKeeps() throws Exception {
    teach();

    JsonNode answer =
        server.raw(BANK + "/classify?explain=true&top=1", picture("rgb_420.jpg")).json();

    assertThat(answer.at("/results/0/top")).hasSize(1);
    JsonNode nearest = answer.at("/evidence/0/shots/0");
    assertThat(nearest.path("class").asText()).isEqualTo("cat");
    assertThat(nearest.path("similarity").asDouble()).isGreaterThan(0.999);
    // A linear layer is made of all shots at once, and none has a vote.
    assertThat(nearest.has("share")).isFalse();
    JsonNode votes =
        server
            .raw(BANK + "/classify?explain=true&method=tip", picture("rgb_420.jpg"))
            .json()
            .at("/evidence/0/shots");
    assertThat(votes.at("/0/share").asDouble() + votes.at("/1/share").asDouble())
        .isCloseTo(1, within(1e-6));
    assertThat(answer.at("/evidence/0/attention/0/weights").size()).isPositive();
    Answer thumbnail = server.get(nearest.path("thumbnail").asText());
    assertThat(thumbnail.header("Content-Type")).isEqualTo("image/jpeg");
    var image = ImageIO.read(new ByteArrayInputStream(thumbnail.bytes()));
    assertThat(image.getWidth()).isEqualTo(224);
  }

  @Test
  void theSamePictureIsOneShot() throws Exception {
    String id = add("cat", "rgb_420.jpg");

    Answer again = server.raw(BANK + "/classes/cat/shots", picture("rgb_420.jpg"));
    Answer elsewhere = server.raw(BANK + "/classes/dog/shots", picture("rgb_420.jpg"));

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("id").asText()).isEqualTo(id);
    assertThat(elsewhere.status()).isEqualTo(409);
    assertThat(classes().findValuesAsText("shots")).isEqualTo(List.of("1", "0"));
  }

  @Test
  void aPictureOfAnotherClassIsNamedSoThatItCanBeMoved() throws Exception {
    String id = add("cat", "rgb_420.jpg");
    String path = BANK + "/classes/dog/shots";

    Answer refused = server.form(path, Map.of("mine.jpg", picture("rgb_420.jpg")));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("type").asText()).isEqualTo("urn:glimpse:problem:other-class");
    assertThat(refused.json().path("detail").asText())
        .startsWith("mine.jpg: this is a shot of 'cat'")
        .contains("/shots/" + id);
    assertThat(refused.json().path("conflicts"))
        .isEqualTo(
            RunningServer.JSON.readTree(
                "[{\"path\": \"mine.jpg\", \"shot\": \"%s\", \"class\": \"cat\"}]".formatted(id)));

    Map<String, byte[]> both = new LinkedHashMap<>();
    both.put("mine.jpg", picture("rgb_420.jpg"));
    both.put("new.png", picture("rgb.png"));
    Answer some = server.form(path, both);

    assertThat(some.status()).isEqualTo(201);
    assertThat(some.json().path("ids")).hasSize(1);
    assertThat(some.json().at("/conflicts/0/shot").asText()).isEqualTo(id);
    assertThat(some.json().at("/errors/0/path").asText()).isEqualTo("mine.jpg");
    assertThat(server.json("PATCH", BANK + "/shots/" + id, "{\"class\": \"dog\"}").status())
        .isEqualTo(200);
    assertThat(server.form(path, both).status()).isEqualTo(200);
  }

  @Test
  void whatAKeyDidIsToldThoughTheShotWasMovedSince() throws Exception {
    String path = BANK + "/classes/cat/shots";
    Answer first = server.raw(path, picture("rgb.png"), "Idempotency-Key", "k");
    String id = first.json().path("id").asText();
    server.json("PATCH", BANK + "/shots/" + id, "{\"class\": \"dog\"}");

    Answer again = server.raw(path, picture("rgb.png"), "Idempotency-Key", "k");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().path("version").asInt()).isEqualTo(2);
  }

  @Test
  void oneChangeIsUndoneByItselfOrTheOneInTheWayIsNamed() throws Exception {
    String cat = add("cat", "rgb_420.jpg");
    String dog = add("dog", "gray.jpg");

    Answer undone = server.json("POST", BANK + "/undo", "{\"version\": 2}");

    assertThat(undone.status()).isEqualTo(200);
    assertThat(undone.json().path("what").asText())
        .isEqualTo("undid change 2: added 1 shot to 'cat'");
    assertThat(server.get(BANK + "/shots/" + cat).status()).isEqualTo(404);
    assertThat(server.get(BANK + "/shots/" + dog).status()).isEqualTo(200);

    server.json("PATCH", BANK + "/shots/" + dog, "{\"class\": \"cat\"}");
    Answer refused = server.json("POST", BANK + "/undo", "{\"version\": 3}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("detail").asText()).contains("change 5 (moved shot");
    assertThat(server.json("POST", BANK + "/undo", "{\"version\": 99}").status()).isEqualTo(404);
    assertThat(server.json("POST", BANK + "/undo", "{\"version\": \"x\"}").status()).isEqualTo(422);
    assertThat(server.send("POST", BANK + "/undo", null, BodyPublishers.noBody()).status())
        .isEqualTo(200);
  }

  @Test
  void aKeyMakesARepeatedUploadOneShot() throws Exception {
    String path = BANK + "/classes/cat/shots";
    Answer first = server.raw(path, picture("rgb.png"), "Idempotency-Key", "k");
    Answer again = server.raw(path, picture("rgb.png"), "Idempotency-Key", "k");
    Answer other = server.raw(path, picture("gray.jpg"), "Idempotency-Key", "k");

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(422);
    assertThat(server.get(BANK).json().path("version").asInt()).isEqualTo(2);
  }

  @Test
  void aKeyAnswersAsBeforeWhateverWasDoneSince() throws Exception {
    String path = BANK + "/classes/cat/shots";
    Answer added = server.raw(path, picture("rgb.png"), "Idempotency-Key", "k");
    String shot = BANK + "/shots/" + added.json().path("id").asText();
    server.json("PATCH", shot, "{\"class\": \"dog\"}");
    Answer renamed =
        server.json("PATCH", BANK + "/classes/cat", "{\"name\": \"tom\"}", "Idempotency-Key", "r");

    Answer addedAgain = server.raw(path, picture("rgb.png"), "Idempotency-Key", "k");
    Answer renamedAgain =
        server.json("PATCH", BANK + "/classes/cat", "{\"name\": \"tom\"}", "Idempotency-Key", "r");

    assertThat(addedAgain.status()).isEqualTo(201);
    assertThat(addedAgain.json()).isEqualTo(added.json());
    assertThat(renamedAgain.status()).isEqualTo(200);
    assertThat(renamedAgain.json()).isEqualTo(renamed.json());
    assertThat(server.get(BANK).json().path("version").asInt()).isEqualTo(4);
    assertThat(server.get(shot).json().path("class").asText()).isEqualTo("dog");
  }

  @Test
  void twoWhoEditTheSameVersionDoNotOverwriteEachOther() throws Exception {
    teach();
    String tag = String.valueOf(server.get(BANK).header("ETag"));

    Answer first =
        server.json("PATCH", BANK + "/classes/cat", "{\"name\": \"kitten\"}", "If-Match", tag);
    Answer second =
        server.json("PATCH", BANK + "/classes/cat", "{\"name\": \"tom\"}", "If-Match", tag);
    Answer nonsense =
        server.json("PATCH", BANK + "/classes/kitten", "{\"name\": \"tom\"}", "If-Match", "3");

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isIn(404, 412);
    assertThat(nonsense.status()).isEqualTo(400);
    assertThat(classes().at("/0/name").asText()).isEqualTo("kitten");
  }

  @Test
  void movesRemovesUndoesAndRemembers() throws Exception {
    String shot = add("cat", "rgb_420.jpg");
    add("dog", "gray.jpg");
    assertThat(server.json("PUT", BANK + "/snapshots/monday", "{}").status()).isEqualTo(201);

    assertThat(server.json("PATCH", BANK + "/shots/" + shot, "{\"class\": \"dog\"}").status())
        .isEqualTo(200);
    assertThat(server.get(BANK + "/shots/" + shot).json().path("class").asText()).isEqualTo("dog");
    assertThat(server.json("POST", BANK + "/undo", "{}").status()).isEqualTo(200);
    assertThat(server.get(BANK + "/shots/" + shot).json().path("class").asText()).isEqualTo("cat");

    assertThat(server.json("DELETE", BANK + "/shots/" + shot, "").status()).isEqualTo(200);
    assertThat(server.get(BANK + "/shots/" + shot).status()).isEqualTo(404);
    assertThat(server.json("DELETE", BANK + "/classes/cat", "").status()).isEqualTo(200);
    assertThat(classes()).hasSize(1);

    assertThat(server.get(BANK + "/snapshots").json().at("/snapshots/0/name").asText())
        .isEqualTo("monday");
    assertThat(server.json("POST", BANK + "/restore", "{\"snapshot\": \"monday\"}").status())
        .isEqualTo(200);
    assertThat(classes().findValuesAsText("shots")).isEqualTo(List.of("1", "1"));
    assertThat(server.json("POST", BANK + "/restore", "{\"version\": 1}").status()).isEqualTo(200);
    assertThat(classes().findValuesAsText("shots")).isEqualTo(List.of("0", "0"));
    assertThat(server.json("POST", BANK + "/restore", "{}").status()).isEqualTo(422);

    JsonNode history = server.get(BANK + "/history?limit=3").json();
    assertThat(history.path("entries")).hasSize(3);
    assertThat(history.path("next").isTextual()).isTrue();
    String more = BANK + "/history?limit=1000&after=" + history.path("next").asText();
    assertThat(server.get(more).json().path("next").isNull()).isTrue();
    assertThat(server.json("DELETE", BANK + "/snapshots/monday", "").status()).isEqualTo(204);
    assertThat(server.json("DELETE", BANK + "/snapshots/monday", "").status()).isEqualTo(404);
  }

  @Test
  void goesOutAndComesInAsOneFile() throws Exception {
    assertThat(server.get(BANK + "/file").status()).isEqualTo(409);
    teach();

    Answer file = server.get(BANK + "/file");
    Answer copy =
        server.send(
            "PUT",
            "/v1/banks/copy/file",
            "application/octet-stream",
            BodyPublishers.ofByteArray(file.bytes()));

    assertThat(copy.status()).isEqualTo(201);
    assertThat(copy.header("Location")).isEqualTo("/v1/banks/copy");
    assertThat(BankFile.read("pets", file.bytes()).classes().names())
        .isEqualTo(List.of("cat", "dog"));
    assertThat(server.get("/v1/banks/copy/file").bytes()).isEqualTo(file.bytes());
    assertThat(server.get(BANK + "/file?version=3").bytes()).isEqualTo(file.bytes());
    assertThat(server.get(BANK + "/file?version=99").status()).isEqualTo(404);
  }

  @Test
  void isReviewedAndSuggestedFor() throws Exception {
    assertThat(server.get(BANK + "/check").status()).isEqualTo(409);
    teach();
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    pictures.put("new.png", picture("rgb.png"));
    pictures.put("known.jpg", picture("rgb_420.jpg"));

    assertThat(server.get(BANK + "/check").json().path("bank").asText()).isEqualTo("pets");
    JsonNode suggested = server.form(BANK + "/suggest", pictures).json();

    assertThat(suggested.path("looked").asInt()).isEqualTo(2);
    assertThat(suggested.path("known").asInt()).isEqualTo(1);
    assertThat(suggested.at("/suggestions/0/path").asText()).isEqualTo("new.png");
  }

  @Test
  void aDoubleIsFoundByThePicturesThatAreKept() throws Exception {
    teach();
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    ImageIO.write(ImageIO.read(new ByteArrayInputStream(picture("rgb_420.jpg"))), "png", again);
    server.form(BANK + "/classes/cat/shots", Map.of("again.png", again.toByteArray()));

    JsonNode check = server.get(BANK + "/check").json();

    assertThat(check.path("not_compared")).isEmpty();
    assertThat(check.path("doubles")).hasSize(1);
  }

  @Test
  void theStepsOfPicturesThatAreAddedAddUpToTheirTime() throws Exception {
    teach();

    String metrics = server.get("/metrics").text();

    assertThat(metrics).contains("glimpse_image_seconds_count 2");
    double whole = sum(metrics, "glimpse_image_seconds_sum");
    assertThat(sum(metrics, "glimpse_image_step_seconds_sum"))
        .isCloseTo(whole, within(0.05 * whole));
    for (String step : List.of("queue", "prepare", "encode", "answer")) {
      assertThat(sum(metrics, "glimpse_image_step_seconds_sum{step=\"" + step)).isPositive();
    }
    // They wait for nobody, so that what the clients wait for is hardly more.
    double asked =
        sum(
            metrics,
            "glimpse_requests_seconds_sum{method=\"POST\","
                + "route=\"/v1/banks/{bank}/classes/{class}/shots\"");
    assertThat(whole).isLessThanOrEqualTo(asked);
  }

  private static double sum(String metrics, String series) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void aPictureThatComesAgainIsAnsweredToTheBitWithoutTheNetwork() throws Exception {
    teach();
    String path = BANK + "/classify?explain=true";
    JsonNode first = server.raw(path, picture("rgb.png")).json();
    double encoded = sum(server.get("/metrics").text(), "glimpse_batch_images_sum");

    JsonNode again = server.raw(path, picture("rgb.png")).json();

    assertThat(again).isEqualTo(first);
    String metrics = server.get("/metrics").text();
    assertThat(sum(metrics, "glimpse_batch_images_sum")).isEqualTo(encoded);
    assertThat(sum(metrics, "glimpse_images_recalled_total")).isEqualTo(1);
    assertThat(sum(metrics, "glimpse_feature_bytes")).isPositive();
    server.close();
    server =
        new RunningServer(
            location(),
            folder,
            ServerSettings.usual().withLimits(Limits.usual().with(Limit.FEATURE_MEMORY, 0)));
    assertThat(server.raw(path, picture("rgb.png")).json()).isEqualTo(first);
    assertThat(server.raw(path, picture("rgb.png")).json()).isEqualTo(first);
    assertThat(sum(server.get("/metrics").text(), "glimpse_batch_images_sum")).isEqualTo(2);
  }

  @Test
  void countsInTheMetricsWithoutItsName() throws Exception {
    teach();

    assertThat(server.get("/metrics").text())
        .contains("glimpse_banks 1.0", "glimpse_bank_classes 2.0", "glimpse_bank_shots 2.0")
        .doesNotContain("pets");
  }

  @Test
  void isListedInPagesAndDeleted() throws Exception {
    server.bank("a", "x");
    server.bank("b c", "x");

    JsonNode first = server.get("/v1/banks?limit=2").json();
    JsonNode second =
        server
            .get("/v1/banks?limit=2&after=" + RunningServer.segment(first.path("next").asText()))
            .json();

    assertThat(first.path("banks").findValuesAsText("version")).hasSize(2);
    assertThat(first.at("/banks/1/name").asText()).isEqualTo("b c");
    assertThat(second.at("/banks/0/name").asText()).isEqualTo("pets");
    assertThat(server.get("/v1/banks?limit=0").status()).isEqualTo(422);
    assertThat(server.json("DELETE", "/v1/banks/b%20c", "").status()).isEqualTo(204);
    assertThat(server.json("DELETE", "/v1/banks/b%20c", "").status()).isEqualTo(404);
  }

  @Test
  void hasJustTheClassesThatItIsGiven() throws Exception {
    teach();

    Answer answer = server.json("PUT", BANK, "{\"classes\": [\"dog\", \"okapi\"]}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(classes().findValuesAsText("name")).isEqualTo(List.of("dog", "okapi"));
    assertThat(classes().findValuesAsText("shots")).isEqualTo(List.of("1", "0"));
  }

  @Test
  void isThereWhenTheServiceStartsAgain() throws Exception {
    teach();
    JsonNode before = server.get(BANK).json();
    server.close();

    server = new RunningServer(location(), folder);

    assertThat(server.get(BANK).json()).isEqualTo(before);
    assertThat(
            server
                .raw(BANK + "/classify", picture("rgb_420.jpg"))
                .json()
                .path("taught")
                .asBoolean())
        .isTrue();
  }
}
