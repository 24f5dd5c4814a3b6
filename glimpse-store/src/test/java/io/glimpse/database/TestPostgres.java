package io.glimpse.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL that tests start themselves, on a free port, and that ends with their process. */
final class TestPostgres {

  private static TestPostgres shared;

  private final AtomicInteger databases = new AtomicInteger();
  private final EmbeddedPostgres server;

  private TestPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static synchronized TestPostgres shared() throws IOException {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  private static TestPostgres start() throws IOException {
    Path data = Files.createTempDirectory("glimpse-postgres");
    return new TestPostgres(
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(true).start());
  }

  /** The address of a database of its own. */
  String newDatabase() throws SQLException {
    String name = "banks" + databases.incrementAndGet();
    try (Connection connection =
        DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"))) {
      connection.createStatement().execute("CREATE DATABASE " + name);
    }
    return server.getJdbcUrl("postgres", name);
  }
}
