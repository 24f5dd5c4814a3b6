package io.glimpse.database;

import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.file.PathLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the tables of a database to what this version of Glimpse works with. */
final class Schema {

  private static final String SCRIPTS = "classpath:META-INF/glimpse-store";
  private static final String HISTORY = "glimpse_schema";

  private Schema() {}

  /** Makes the folder of a file, where it is one. */
  static void prepare(StoreLocation location) throws BankDatabaseException {
    Path folder = location.folder();
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BankDatabaseException(
          Trouble.UNAVAILABLE,
          folder + ": this folder cannot be made; give another one, or the right to make it",
          e);
    }
  }

  /**
   * Brings it up to date.
   *
   * @throws BankDatabaseException if it was made by a newer Glimpse, or is none of Glimpse
   */
  @SuppressWarnings("try") // The lock is held, not used.
  static void migrate(StoreLocation location, Connections connections) throws IOException {
    Path folder = location.folder();
    if (folder == null) {
      // The server has a lock of its own for it.
      migrateAlone(location, connections);
      return;
    }
    try (PathLock lock = PathLock.exclusive(folder.resolve(".banks.lock"), () -> {})) {
      migrateAlone(location, connections);
    }
  }

  private static void migrateAlone(StoreLocation location, Connections connections)
      throws BankDatabaseException {
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(connections.source())
            .locations(SCRIPTS)
            .table(HISTORY)
            .loggers("slf4j")
            .placeholders(
                location.isServer()
                    ? Map.of("text", "TEXT COLLATE \"C\"", "bytes", "BYTEA")
                    : Map.of("text", "TEXT", "bytes", "BLOB"))
            .load();
    try {
      requireKnown(location, flyway);
      flyway.migrate();
    } catch (FlywayException e) {
      throw connections.failures().of(e);
    }
  }

  private static void requireKnown(StoreLocation location, Flyway flyway)
      throws BankDatabaseException {
    MigrationVersion newest = MigrationVersion.EMPTY;
    for (MigrationInfo known : flyway.info().all()) {
      if (!known.getState().isResolved() || known.getVersion() == null) {
        continue;
      }
      newest = known.getVersion().isNewerThan(newest) ? known.getVersion() : newest;
    }
    MigrationInfo current = flyway.info().current();
    if (current != null
        && current.getVersion() != null
        && current.getVersion().isNewerThan(newest)) {
      throw new BankDatabaseException(
          Trouble.NEWER_VERSION,
          "%s: this database has version %s, but this Glimpse works with version %s; use a newer Glimpse"
              .formatted(location, current.getVersion(), newest));
    }
  }
}
