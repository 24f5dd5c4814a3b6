package io.glimpse.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

/** Banks in a server of PostgreSQL, which the test starts. */
class PostgresBankDatabaseTest extends BankDatabaseContractTest {

  private String url;

  @BeforeEach
  void makeDatabase() throws Exception {
    url = TestPostgres.shared().newDatabase();
  }

  @Override
  protected StoreLocation location() {
    return StoreLocation.parse(url);
  }

  @Override
  protected void tamper(String sql) throws IOException {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.createStatement().executeUpdate(sql);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
