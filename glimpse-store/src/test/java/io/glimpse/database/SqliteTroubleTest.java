package io.glimpse.database;

import static io.glimpse.database.BankDatabaseContractTest.assertTrouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.bank.Bank;
import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.fixture.SmallBanks;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file that is held by others, full, not to be written to, or something else: named, and whole.
 */
class SqliteTroubleTest {

  @TempDir Path folder;

  @Test
  void aFileThatAnotherProgramHoldsIsBusyAndGoesOnLater() throws IOException, SQLException {
    try (BankDatabase database = BankDatabase.open(StoreLocation.folder(folder))) {
      database.create("pets", SmallBanks.ofTwo(), ChangeRequest.PLAIN);
      try (Connection other = connect()) {
        other.createStatement().execute("BEGIN IMMEDIATE");
        assertTrouble(
            Trouble.BUSY,
            () ->
                database.change(
                    "pets", ChangeRequest.PLAIN, bank -> SmallBanks.with(bank, "cat-1")));
        assertThat(database.current("pets").version()).isEqualTo(1);
      }

      database.change("pets", ChangeRequest.PLAIN, bank -> SmallBanks.with(bank, "cat-1"));
      assertThat(database.current("pets").version()).isEqualTo(2);
    }
  }

  @Test
  void aFullFileKeepsWhatItHas() throws IOException {
    try (Changing open = new Changing()) {
      Bank two = SmallBanks.ofTwo();
      open.changes.create("pets", two, ChangeRequest.PLAIN);
      open.pragma("max_page_count = 1");
      ChangeRequest large =
          ChangeRequest.PLAIN.with(
              Map.of("cat-1", new ShotPicture("", new byte[100_000], "image/jpeg")));

      assertTrouble(Trouble.FULL, () -> open.add(large, "cat-1"));
      assertThat(open.live.refreshed("pets").head().version()).isEqualTo(1);

      open.pragma("max_page_count = 100000");
      assertThat(open.add(large, "cat-1").version()).isEqualTo(2);
      List<String> faults = open.connections.readAtOnce(handle -> StoreCheck.faults(handle, false));
      assertThat(faults).isEmpty();
    }
  }

  @Test
  void aFileThatIsNotToBeWrittenToIsRead() throws IOException {
    try (Changing open = new Changing()) {
      open.changes.create("pets", SmallBanks.ofTwo(), ChangeRequest.PLAIN);
      open.pragma("query_only = 1");

      assertTrouble(Trouble.READ_ONLY, () -> open.add(ChangeRequest.PLAIN, "cat-1"));
      assertThat(open.live.refreshed("pets").head().version()).isEqualTo(1);
    }
  }

  @Test
  void aFileOfAnotherKindIsNamedAndLeftAlone() throws IOException {
    Path file = folder.resolve(StoreLocation.FILE);
    byte[] letter =
        "Dear Ann, this is no database. ".repeat(100).getBytes(StandardCharsets.US_ASCII);
    Files.write(file, letter);

    assertThatThrownBy(() -> BankDatabase.open(StoreLocation.folder(folder)))
        .isInstanceOfSatisfying(
            BankDatabaseException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.DAMAGED))
        .hasMessageStartingWith(file.toString())
        .hasMessageNotContaining("Exception");
    assertThat(file).hasBinaryContent(letter);
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> BankDatabase.open(StoreLocation.folder(file.resolve("data"))))
        .isInstanceOfSatisfying(
            BankDatabaseException.class,
            e -> assertThat(e.trouble()).isEqualTo(Trouble.UNAVAILABLE))
        .hasMessageContaining(file.resolve("data").toString());
  }

  @Test
  void editsOfWhatIsNotThereAreNamed() throws IOException {
    Bank two = SmallBanks.ofTwo();
    Matrix row = two.text().weights().rows(0, 1);

    assertTrouble(Trouble.NOT_FOUND, () -> BankEdits.removeShot("none").of(two));
    assertTrouble(Trouble.NOT_FOUND, () -> BankEdits.relabel("none", "cat").of(two));
    assertTrouble(Trouble.NOT_FOUND, () -> BankEdits.relabel("cat-0", "bird").of(two));
    assertTrouble(Trouble.NOT_FOUND, () -> BankEdits.removeClass("bird").of(two));
    assertTrouble(Trouble.ALREADY_EXISTS, () -> BankEdits.rename("cat", "dog").of(two));
    assertTrouble(Trouble.INVALID_NAME, () -> BankEdits.rename("cat", "a/b").of(two));
    assertTrouble(
        Trouble.ALREADY_EXISTS, () -> BankEdits.addClass("dog", List.of("d"), row).of(two));
    assertTrouble(
        Trouble.NOT_ALLOWED,
        () -> BankEdits.removeClass("cat").of(BankEdits.removeClass("dog").of(two)));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(StoreLocation.FILE));
  }

  /** The parts of a database, whose one writing connection can be told what its file may do. */
  private final class Changing implements AutoCloseable {
    final Connections connections;
    final LiveBanks live;
    final BankChanges changes;

    Changing() throws IOException {
      StoreLocation location = StoreLocation.folder(folder);
      connections = Connections.open(location);
      Schema.migrate(location, connections);
      live = new LiveBanks(connections, BankDatabase.USUAL_MEMORY);
      changes = new BankChanges(connections, live, (name, version) -> {});
    }

    void pragma(String text) throws IOException {
      try (Connection connection = connections.source().getConnection()) {
        connection.createStatement().execute("PRAGMA " + text);
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }

    ChangeResult add(ChangeRequest request, String id) throws IOException {
      return changes.change(
          "pets", request, HistoryEntry.Kind.EDIT, bank -> SmallBanks.with(bank, id));
    }

    @Override
    public void close() {
      connections.close();
    }
  }
}
