package io.glimpse.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Banks in a file of SQLite. */
class SqliteBankDatabaseTest extends BankDatabaseContractTest {

  @TempDir Path folder;

  @Override
  protected StoreLocation location() {
    return StoreLocation.folder(folder);
  }

  @Test
  void theNamesThatItAsksForAreThoseThatItNeeds() throws Exception {
    open();
    List<String> made = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(StoreLocation.FILE));
        var rows = connection.createStatement().executeQuery("SELECT name FROM sqlite_master")) {
      while (rows.next()) {
        made.add(rows.getString(1));
      }
    }
    made.removeIf(name -> name.startsWith("sqlite_") || name.startsWith("glimpse_schema"));

    assertThat(Schema.NAMES).containsExactlyInAnyOrderElementsOf(made);
  }

  @Override
  protected void tamper(String sql) throws IOException {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(StoreLocation.FILE))) {
      connection.createStatement().executeUpdate(sql);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
