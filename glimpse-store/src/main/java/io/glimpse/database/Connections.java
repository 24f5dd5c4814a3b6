package io.glimpse.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * The connections to a database, and work on them as transactions.
 *
 * <p>SQLite knows one writer at a time: all writing of this process goes through one connection,
 * which takes its lock at the beginning, so that it never has to be upgraded in vain; readers have
 * connections of their own, which the write-ahead log lets go on meanwhile.
 */
final class Connections implements AutoCloseable {

  /** How long somebody waits for a lock or for the server, in milliseconds. */
  private static final int PATIENCE = 5_000;

  private static final int READERS = 4;
  private static final int SERVER_CONNECTIONS = 8;

  /** What the work does in a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T on(Handle handle) throws IOException;
  }

  private final Failures failures;
  private final HikariDataSource writing;
  private final HikariDataSource reading;
  private final boolean isServer;
  private final String url;
  private final Jdbi writer;
  private final Jdbi reader;

  private Connections(StoreLocation location, HikariDataSource writing, HikariDataSource reading) {
    this.failures = new Failures(location);
    this.isServer = location.isServer();
    this.url = location.url();
    this.writing = writing;
    this.reading = reading;
    this.writer = Jdbi.create(writing);
    this.reader = Jdbi.create(reading);
  }

  /** Opens them; the first is tried at once. */
  static Connections open(StoreLocation location) throws BankDatabaseException {
    HikariDataSource writing = null;
    try {
      if (location.isServer()) {
        HikariConfig config = config("glimpse", SERVER_CONNECTIONS);
        config.setJdbcUrl(location.url());
        config.setDataSourceProperties(server());
        // What is acknowledged must be on the disk, whatever the server's own mind.
        config.setConnectionInitSql(
            "SELECT set_config('synchronous_commit', 'on', false)"
                + " WHERE current_setting('synchronous_commit') = 'off'");
        writing = new HikariDataSource(config);
        return new Connections(location, writing, writing);
      }
      writing = new HikariDataSource(sqlite(location, "glimpse-write", 1, false));
      return new Connections(
          location, writing, new HikariDataSource(sqlite(location, "glimpse-read", READERS, true)));
    } catch (RuntimeException e) {
      if (writing != null) {
        writing.close();
      }
      throw new Failures(location).of(e);
    }
  }

  /** What ends the waiting for a server that is gone without a word, in seconds. */
  private static Properties server() {
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "glimpse");
    return properties;
  }

  private static HikariConfig sqlite(
      StoreLocation location, String name, int size, boolean readOnly) {
    HikariConfig config = config(name, size);
    config.setDataSource(sqlite(location, readOnly));
    if (readOnly) {
      // Not opened read-only: readers, too, write to what coordinates the write-ahead log.
      config.setConnectionInitSql("PRAGMA query_only = 1");
    }
    return config;
  }

  private static DataSource sqlite(StoreLocation location, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE);
    config.enforceForeignKeys(true);
    if (!readOnly) {
      config.setJournalMode(JournalMode.WAL);
      config.setSynchronous(SynchronousMode.FULL);
      config.setTransactionMode(TransactionMode.IMMEDIATE);
    }
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(location.url());
    return source;
  }

  private static HikariConfig config(String name, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.min(size, 1));
    config.setConnectionTimeout(PATIENCE);
    config.setValidationTimeout(PATIENCE / 2);
    config.setInitializationFailTimeout(1);
    return config;
  }

  /** For migrations. */
  DataSource source() {
    return writing;
  }

  /** A connection beside the pools, for whoever watches. */
  Connection dedicated() throws SQLException {
    return isServer
        ? DriverManager.getConnection(url, server())
        : reading.getDataSource().getConnection();
  }

  Failures failures() {
    return failures;
  }

  /** Reads; a connection that the server dropped meanwhile is replaced once. */
  <T> T read(Work<T> work) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (Handle handle = reader.open()) {
        return work.on(handle);
      } catch (JdbiException e) {
        if (attempt > 1 || !Failures.isOfConnection(e)) {
          throw failures.of(e);
        }
      }
    }
  }

  /** Reads all of it as of one moment, whatever others write meanwhile. */
  <T> T readAtOnce(Work<T> work) throws IOException {
    return read(
        handle -> {
          handle.begin();
          try {
            if (isServer) {
              handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            }
            return work.on(handle);
          } finally {
            rollback(handle);
          }
        });
  }

  /**
   * Writes as one transaction: all of it is on the disk when this returns, or nothing.
   *
   * <p>A connection that turns out to be dropped before the commit is replaced once. At a commit it
   * is not: the server may have got it.
   */
  <T> T write(Work<T> work) throws IOException {
    for (int attempt = 1; ; attempt++) {
      boolean committing = false;
      try (Handle handle = writer.open()) {
        handle.begin();
        try {
          T made = work.on(handle);
          committing = true;
          handle.commit();
          return made;
        } finally {
          if (handle.isInTransaction()) {
            rollback(handle);
          }
        }
      } catch (JdbiException e) {
        if (committing || attempt > 1 || !Failures.isOfConnection(e)) {
          throw failures.of(e);
        }
      }
    }
  }

  /** What was thrown before matters, not that there is nothing left to take back. */
  private static void rollback(Handle handle) {
    try {
      handle.rollback();
    } catch (JdbiException e) {
      closeQuietly(handle.getConnection());
    }
  }

  /** The pool replaces it. */
  private static void closeQuietly(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // It is gone already.
    }
  }

  /** Whether it is a server, which others write to at the same time. */
  boolean isServer() {
    return isServer;
  }

  @Override
  public void close() {
    if (reading != writing) {
      reading.close();
    }
    writing.close();
  }
}
