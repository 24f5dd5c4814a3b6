package io.glimpse.database;

import static io.glimpse.database.BankDatabaseContractTest.assertSame;
import static io.glimpse.database.BankDatabaseContractTest.assertTrouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.fixture.SmallBanks;
import io.glimpse.fixture.TestPostgres;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server that goes away and comes back: named while it is gone, and then all goes on. */
class PostgresOutageTest {

  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  @Test
  void aServerThatIsStoppedIsNamedAndBothGoOnWhenItIsBack() throws Exception {
    goAwayAndComeBack(false);
  }

  @Test
  void aServerThatIsKilledLosesNothing() throws Exception {
    goAwayAndComeBack(true);
  }

  private static void goAwayAndComeBack(boolean killed) throws Exception {
    try (TestPostgres server = new TestPostgres()) {
      StoreLocation location = StoreLocation.parse(server.newDatabase());
      try (BankDatabase one = BankDatabase.open(location);
          BankDatabase other = BankDatabase.open(location)) {
        one.create("pets", SmallBanks.ofTwo(), ChangeRequest.PLAIN);
        other.current("pets");
        if (killed) {
          server.kill();
        } else {
          server.stop();
        }

        assertTrouble(Trouble.UNAVAILABLE, () -> add(one, "lost"));
        assertTrouble(Trouble.UNAVAILABLE, one::ping);
        // What is in memory answers meanwhile.
        assertThat(other.current("pets").version()).isEqualTo(1);

        server.restart();
        addWhenItAnswers(one, "cat-1");
        awaitVersion(other, 2);
        addWhenItAnswers(other, "cat-2");
        awaitVersion(one, 3);

        assertThat(SmallBanks.ids(one.current("pets").bank()))
            .containsExactly("cat-0", "dog-0", "cat-1", "cat-2");
        assertSame(other.current("pets").bank(), one.current("pets").bank());
        assertThat(one.check()).isEmpty();
      }
    }
  }

  private static void add(BankDatabase database, String id) throws IOException {
    database.change("pets", ChangeRequest.PLAIN, bank -> SmallBanks.with(bank, id));
  }

  private static void addWhenItAnswers(BankDatabase database, String id) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      try {
        add(database, id);
        return;
      } catch (BankDatabaseException e) {
        assertThat(e.trouble()).isEqualTo(Trouble.UNAVAILABLE);
        assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(end);
      }
    }
  }

  private static void awaitVersion(BankDatabase database, long version) throws Exception {
    long end = System.nanoTime() + PATIENCE;
    while (database.current("pets").version() < version && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(database.current("pets").version()).isEqualTo(version);
  }
}
