package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.database.BankDatabase;
import io.glimpse.database.StoreLocation;
import io.glimpse.fixture.KillableJvm;
import io.glimpse.fixture.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that is killed while several callers change a bank keeps each change that it
 * acknowledged, and of each other one all or nothing.
 *
 * <p>{@code -Dglimpse.kills=50} kills that often, on each database.
 */
@ExtendWith(TestPostgres.Extension.class)
class ServiceCrashTest {

  private static final String BANK = "/v1/banks/pets";
  private static final int CALLERS = 4;
  private static final int MOST_CHANGES = 60;

  /** Milliseconds that a kill may come after the change that it waits for. */
  private static final int LATEST = 40;

  @TempDir Path folder;

  private final Random random = new Random(11);
  private final List<BankCaller> callers = new ArrayList<>();
  private final List<String> classes = new ArrayList<>(List.of(BankCaller.SHARED));

  @Test
  void aKilledServiceLosesNothingOfAFile() throws Exception {
    killAgainAndAgain(folder.toString());
  }

  @Test
  void aKilledServiceLosesNothingOfADatabaseServer(TestPostgres server) throws Exception {
    killAgainAndAgain(server.newDatabase());
  }

  private void killAgainAndAgain(String place) throws Exception {
    for (int i = 0; i < CALLERS; i++) {
      classes.add("w" + i + "-a");
    }
    BankLedger ledger = new BankLedger(classes);
    for (int i = 0; i < CALLERS; i++) {
      callers.add(new BankCaller(BANK, "w" + i, ledger));
    }
    int unsaid = 0;
    for (int kill = 0; kill <= KillableJvm.kills(); kill++) {
      try (KillableService service = KillableService.start(place, folder)) {
        if (kill == 0) {
          service.bank("pets", classes.toArray(String[]::new));
        }
        unsaid += mend(service, ledger);
        assertWhole(service, ledger);
        try (BankDatabase beside = BankDatabase.open(StoreLocation.parse(place))) {
          assertThat(beside.check()).isEmpty();
        }
        if (kill < KillableJvm.kills()) {
          changeAndKill(service, ledger);
        }
      }
    }
    System.out.printf(
        "%d kills: %d changes, of which %d were kept before anybody was told%n",
        KillableJvm.kills(), ledger.size(), unsaid);
  }

  /** Lets all callers change the bank, and kills the service while they do. */
  private void changeAndKill(KillableService service, BankLedger ledger) throws Exception {
    int most = ledger.size() + 5 + random.nextInt(MOST_CHANGES);
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<?>> under = new ArrayList<>();
      for (BankCaller caller : callers) {
        under.add(
            threads.submit(
                () -> {
                  caller.changeUntilTheEnd(service);
                  return null;
                }));
      }
      while (ledger.size() < most && under.stream().noneMatch(Future::isDone)) {
        Thread.sleep(1);
      }
      Thread.sleep(random.nextInt(LATEST));
      service.kill();
      for (Future<?> one : under) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(ledger.size()).as("changes before the kill").isGreaterThanOrEqualTo(most);
  }

  /**
   * Sends again what was not answered, so that every version is somebody's.
   *
   * @return how many changes were kept that nobody was told of
   */
  private int mend(ServiceClient service, BankLedger ledger) throws Exception {
    long kept = service.get(BANK).json().path("version").asLong() - BankLedger.FIRST;
    int unsaid = (int) kept - ledger.size();
    assertThat(unsaid).as("changes that were kept and not acknowledged").isBetween(0, CALLERS);
    for (BankCaller caller : callers) {
      caller.askAgain(service);
    }
    for (BankCaller caller : callers) {
      caller.repeat(service);
    }
    return unsaid;
  }

  /** The bank is what all its changes lead to, and its history has each of them. */
  private static void assertWhole(ServiceClient service, BankLedger ledger) throws Exception {
    JsonNode bank = service.get(BANK).json();
    long version = bank.path("version").asLong();
    assertThat(version - BankLedger.FIRST).isEqualTo(ledger.size());
    Map<String, Set<String>> shots = new TreeMap<>();
    for (String name : bank.path("classes").findValuesAsText("name")) {
      List<JsonNode> list = all(service, BANK + "/classes/" + name + "/shots", "shots");
      Set<String> ids = new TreeSet<>();
      list.forEach(shot -> ids.add(shot.path("id").asText()));
      assertThat(ids).hasSameSizeAs(list);
      shots.put(name, ids);
    }
    assertThat(shots).isEqualTo(ledger.bank());
    long expected = version;
    for (JsonNode entry : all(service, BANK + "/history", "entries")) {
      assertThat(entry.path("version").asLong()).isEqualTo(expected--);
    }
    assertThat(expected).isZero();
  }

  /** All items of a list that comes in pages. */
  private static List<JsonNode> all(ServiceClient service, String path, String field)
      throws Exception {
    List<JsonNode> items = new ArrayList<>();
    String after = "";
    while (true) {
      JsonNode page = service.get(path + "?limit=1000" + after).json();
      page.path(field).forEach(items::add);
      if (page.path("next").isNull()) {
        return items;
      }
      after = "&after=" + RunningServer.segment(page.path("next").asText());
    }
  }
}
