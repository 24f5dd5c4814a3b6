package io.glimpse.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.fixture.SmallBanks;
import io.glimpse.fixture.TestPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

  @Test
  void keepsToASchemaOfItsOwn() throws Exception {
    tamper("CREATE TABLE entry (text TEXT)");
    tamper("CREATE SCHEMA pictures");
    StoreLocation own = StoreLocation.parse(url + "&currentSchema=pictures");

    try (BankDatabase one = BankDatabase.open(own);
        BankDatabase other = BankDatabase.open(own)) {
      one.create("pets", SmallBanks.ofTwo(), ChangeRequest.PLAIN);

      assertThat(other.current("pets").version()).isEqualTo(1);
    }
  }

  @Test
  void severalMayMakeItAtOnce() throws Exception {
    tamper("CREATE TABLE letter (text TEXT)");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> opened = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        opened.add(
            threads.submit(
                () -> {
                  try (BankDatabase database = BankDatabase.open(location())) {
                    assertThat(database.check()).isEmpty();
                  }
                  return null;
                }));
      }
      for (Future<?> one : opened) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
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
