package io.glimpse.server;

import static io.glimpse.server.RunningServer.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.database.StoreLocation;
import io.glimpse.fixture.TestPostgres;
import io.glimpse.server.RunningServer.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services that share banks: what is taught at one is answered by the other. */
class TwoServicesTest {

  private static final String BANK = "/v1/banks/pets";
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  @TempDir Path folder;

  @Test
  void followEachOtherAlsoAfterTheDatabaseWasKilled() throws Exception {
    try (TestPostgres database = new TestPostgres()) {
      StoreLocation location = StoreLocation.parse(database.newDatabase());
      try (RunningServer one = new RunningServer(location, folder);
          RunningServer other = new RunningServer(location, folder)) {
        one.bank("pets", "cat", "dog");
        assertThat(teach(one, "cat", "rgb_420.jpg")).isEqualTo(201);
        assertThat(teach(other, "dog", "gray.jpg")).isEqualTo(201);
        assertThat(teach(one, "okapi", "rgb.png")).isEqualTo(201);
        await(() -> answers(other, "okapi"));

        List<String> acknowledged = renameUntilItIsKilled(one, database);

        assertUnavailable(other.get(BANK), location);
        assertUnavailable(rename(other, "okapi", "giraffe"), location);
        // What is in memory answers meanwhile.
        assertThat(answers(other, "okapi")).isTrue();

        database.restart();
        await(() -> one.get(BANK).status() == 200);
        assertThat(history(one)).containsAll(acknowledged);
        await(() -> rename(other, "okapi", "giraffe").status() == 200);
        await(() -> answers(one, "giraffe"));
        await(() -> rename(one, "giraffe", "zebra").status() == 200);
        await(() -> answers(other, "zebra"));
      }
    }
  }

  /**
   * Kills the database while a class gets one name after the other; gives what was acknowledged.
   */
  private static List<String> renameUntilItIsKilled(ServiceClient service, TestPostgres database)
      throws Exception {
    AtomicInteger made = new AtomicInteger();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<List<String>> renaming =
          thread.submit(
              () -> {
                List<String> said = new ArrayList<>();
                String name = "dog";
                while (true) {
                  String next = "dog-" + made.get();
                  Answer answer = rename(service, name, next);
                  if (answer.status() != 200) {
                    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                    return said;
                  }
                  JsonNode change = answer.json();
                  said.add(change.path("version") + " " + change.path("what").asText());
                  made.incrementAndGet();
                  name = next;
                }
              });
      await(() -> made.get() >= 5 || renaming.isDone());
      database.kill();
      List<String> acknowledged = renaming.get();
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(5);
      return acknowledged;
    } finally {
      thread.shutdownNow();
    }
  }

  private static List<String> history(ServiceClient service) throws Exception {
    List<String> entries = new ArrayList<>();
    for (JsonNode entry : service.get(BANK + "/history?limit=1000").json().path("entries")) {
      entries.add(entry.path("version") + " " + entry.path("what").asText());
    }
    return entries;
  }

  private static int teach(ServiceClient service, String name, String picture) throws Exception {
    return service
        .form(BANK + "/classes/" + name + "/shots", Map.of(picture, picture(picture)))
        .status();
  }

  private static Answer rename(ServiceClient service, String name, String other) throws Exception {
    return service.json("PATCH", BANK + "/classes/" + name, "{\"name\": \"" + other + "\"}");
  }

  private static boolean answers(ServiceClient service, String name) throws Exception {
    Answer answer = service.raw(BANK + "/classify?top=10", picture("rgb.png"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().at("/results/0/top").findValuesAsText("class").contains(name);
  }

  private static void assertUnavailable(Answer answer, StoreLocation location) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.json().path("type").asText()).endsWith("store-unavailable");
    assertThat(answer.json().path("detail").asText()).startsWith(location.toString());
    assertThat(answer.header("Retry-After")).isNotNull();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(20);
    }
  }
}
