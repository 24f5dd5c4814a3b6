package io.glimpse.server;

import io.glimpse.database.StoreLocation;
import io.glimpse.fixture.TestPostgres;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtendWith;

/** Banks in a server of PostgreSQL, which the test starts. */
@ExtendWith(TestPostgres.Extension.class)
class PostgresBankLifeTest extends BankLifeContractTest {

  private final String url;

  PostgresBankLifeTest(TestPostgres server) throws SQLException {
    url = server.newDatabase();
  }

  @Override
  protected StoreLocation location() {
    return StoreLocation.parse(url);
  }
}
