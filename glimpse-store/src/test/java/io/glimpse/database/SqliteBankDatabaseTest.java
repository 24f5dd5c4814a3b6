package io.glimpse.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

/** Banks in a file of SQLite. */
class SqliteBankDatabaseTest extends BankDatabaseContractTest {

  @TempDir Path folder;

  @Override
  protected StoreLocation location() {
    return StoreLocation.folder(folder);
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
