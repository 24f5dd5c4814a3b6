package io.glimpse.database;

import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.file.PathLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the tables of a database to what this version of Glimpse works with. */
final class Schema {

  private static final String SCRIPTS = "classpath:META-INF/glimpse-store";
  private static final String HISTORY = "glimpse_schema";

  /** All that the scripts make; tables and indexes share their names. */
  static final List<String> NAMES =
      List.of(
          "bank",
          "retired_name",
          "class_text",
          "class_place",
          "class_place_now",
          "shot",
          "shot_id",
          "shot_place",
          "shot_place_now",
          "shot_place_came",
          "shot_place_went",
          "shot_place_class",
          "frame",
          "entry",
          "snapshot",
          "asked");

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
   * @throws BankDatabaseException if it was made by a newer Glimpse, or others have what it needs
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
    List<String> others = others(location, connections);
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .baselineOnMigrate(!others.isEmpty())
            .baselineVersion("0")
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

  /**
   * What others keep where a database of Glimpse is to be made; nothing where there is one.
   *
   * @throws BankDatabaseException if anything of it has a name that Glimpse needs
   */
  private static List<String> others(StoreLocation location, Connections connections)
      throws BankDatabaseException {
    List<String> there = new ArrayList<>();
    try (Connection connection = connections.source().getConnection();
        ResultSet rows =
            connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
      while (rows.next()) {
        there.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
      }
    } catch (SQLException e) {
      throw connections.failures().of(e);
    }
    if (there.contains(HISTORY)) {
      return List.of();
    }
    for (String name : NAMES) {
      if (there.contains(name)) {
        throw new BankDatabaseException(
            Trouble.NAME_TAKEN,
            "%s: somebody else's '%s' is there, where Glimpse would make its own; %s"
                .formatted(
                    location,
                    name,
                    location.isServer()
                        ? "give Glimpse a database of its own, or a schema of its own by"
                            + " currentSchema=... in the address"
                        : "give Glimpse a folder of its own"));
      }
    }
    return there;
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
