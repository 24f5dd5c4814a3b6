package io.glimpse.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.bank.Bank;
import io.glimpse.fixture.KillableJvm;
import io.glimpse.fixture.SmallBanks;
import io.glimpse.fixture.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed in the middle of concurrent changes loses none that it acknowledged.
 *
 * <p>{@code -Dglimpse.kills=50} kills that often, on each database.
 */
@ExtendWith(TestPostgres.Extension.class)
class CrashTest {

  private static final int MOST_CHANGES = 120;

  @TempDir Path folder;

  @Test
  void aKilledWriterOfAFileLosesNothing() throws Exception {
    killAgainAndAgain(folder.toString());
  }

  @Test
  void aKilledWriterOfAServerLosesNothing(TestPostgres server) throws Exception {
    killAgainAndAgain(server.newDatabase());
  }

  private static void killAgainAndAgain(String place) throws Exception {
    StoreLocation location = StoreLocation.parse(place);
    try (BankDatabase database = BankDatabase.open(location)) {
      database.create("pets", SmallBanks.ofTwo(), ChangeRequest.PLAIN);
    }
    Random random = new Random(11);
    Map<String, String> kept = new HashMap<>(Map.of("cat-0", "cat", "dog-0", "dog"));
    int acknowledged = 0;
    for (int kill = 0; kill < KillableJvm.kills(); kill++) {
      String word = "k" + kill;
      Map<String, String> last = new HashMap<>();
      int changes = write(place, word, 5 + random.nextInt(MOST_CHANGES), kept, last);
      acknowledged += changes;
      try (BankDatabase database = BankDatabase.open(location)) {
        BankSnapshot now = database.current("pets");
        assertThat(database.check()).isEmpty();
        assertKept(now.bank(), kept, last);
        // None that was acknowledged is missing; of each thread one more may have been made.
        assertThat(now.version() - 1).isBetween((long) acknowledged, acknowledged + 4L);
        acknowledged = (int) now.version() - 1;
        kept.clear();
        now.bank()
            .shots()
            .list()
            .forEach(s -> kept.put(s.id(), now.bank().classOf(s.id()).orElseThrow()));
      }
    }
  }

  /**
   * Lets a process write until it is killed.
   *
   * @param kept shots by their class, brought up to what was acknowledged
   * @param last of each thread, the shot that its next change may be of
   * @return how many changes were acknowledged
   */
  private static int write(
      String place, String word, int most, Map<String, String> kept, Map<String, String> last)
      throws IOException {
    int changes = 0;
    try (KillableJvm writer = KillableJvm.start(CrashWriter.class, place, word)) {
      for (String line = writer.line(); line != null; line = writer.line()) {
        List<String> words = List.of(line.split(" ", 2));
        assertThat(words.get(0)).as(line).isIn("added", "moved", "removed");
        String id = words.get(1);
        switch (words.get(0)) {
          case "added" -> kept.put(id, "cat");
          case "moved" -> kept.put(id, "dog");
          default -> kept.remove(id);
        }
        last.put(id.substring(0, id.lastIndexOf('-')), id);
        if (++changes == most) {
          writer.kill();
        }
      }
    }
    assertThat(changes).as("changes before the kill").isGreaterThanOrEqualTo(most);
    return changes;
  }

  /** All that was acknowledged; beside it a thread may have made the change that it was at. */
  private static void assertKept(Bank bank, Map<String, String> kept, Map<String, String> last) {
    kept.forEach(
        (id, name) -> {
          boolean mayBeChanged = last.containsKey(threadOf(id)) && isUnderWork(id, last);
          if (!mayBeChanged) {
            assertThat(bank.classOf(id)).as(id).contains(name);
          }
        });
  }

  private static String threadOf(String id) {
    return id.substring(0, id.lastIndexOf('-'));
  }

  /** The shot that its thread touched last is the one that its next change moves or removes. */
  private static boolean isUnderWork(String id, Map<String, String> last) {
    return id.equals(last.get(threadOf(id)));
  }
}
