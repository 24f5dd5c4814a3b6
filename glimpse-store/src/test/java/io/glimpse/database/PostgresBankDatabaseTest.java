package io.glimpse.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Banks in a server of PostgreSQL, which the test starts. */
@ExtendWith(TestPostgres.Extension.class)
class PostgresBankDatabaseTest extends BankDatabaseContractTest {

  private String url;

  @BeforeEach
  void makeDatabase(TestPostgres server) throws Exception {
    url = server.newDatabase();
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
