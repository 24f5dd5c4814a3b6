package io.glimpse.database;

import io.glimpse.database.BankRows.Head;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.PGConnection;

/**
 * Notices what other processes change, on a connection of its own, and brings memory up to it.
 *
 * <p>PostgreSQL notifies; should that be lost, as when a server between the two drops it, the
 * versions are compared twice a second all the same. SQLite has a counter that other connections
 * move.
 */
final class Watcher implements AutoCloseable {

  /** Milliseconds between two looks. */
  private static final int SERVER_PERIOD = 500;

  private static final int FILE_PERIOD = 200;

  /** Milliseconds before a lost connection is made anew. */
  private static final int RECONNECT = 250;

  private final Connections connections;
  private final LiveBanks live;
  private final Announcements announcements;
  private final Thread thread = new Thread(this::run, "glimpse-store-watch");
  private volatile boolean closed;

  Watcher(Connections connections, LiveBanks live, Announcements announcements) {
    this.connections = connections;
    this.live = live;
    this.announcements = announcements;
    thread.setDaemon(true);
  }

  /** Begins with what there is now, of which nobody is told. */
  void start() throws IOException {
    for (Head head : connections.read(BankRows::heads)) {
      announcements.known(head.name(), head.version());
    }
    thread.start();
  }

  private void run() {
    while (!closed) {
      try (Connection connection = connections.dedicated()) {
        if (connections.isServer()) {
          watchServer(connection);
        } else {
          watchFile(connection);
        }
      } catch (SQLException | JdbiException | IOException e) {
        // It is away for a while; whoever needs it is told so, and here it is tried again.
        pause(RECONNECT);
      }
    }
  }

  private void watchServer(Connection connection) throws SQLException, IOException {
    PGConnection listening = connection.unwrap(PGConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + BankHeads.CHANNEL);
    }
    while (!closed) {
      compare(connection);
      listening.getNotifications(SERVER_PERIOD);
    }
  }

  private void watchFile(Connection connection) throws SQLException, IOException {
    long seen = -1;
    try (Statement statement = connection.createStatement()) {
      while (!closed) {
        long now;
        try (ResultSet row = statement.executeQuery("PRAGMA data_version")) {
          row.next();
          now = row.getLong(1);
        }
        if (now != seen) {
          compare(connection);
          seen = now;
        }
        pause(FILE_PERIOD);
      }
    }
  }

  private void compare(Connection connection) throws IOException {
    Set<String> there = new HashSet<>();
    Handle handle = Jdbi.open(connection);
    Set<String> inMemory = new HashSet<>();
    live.heads().forEach(head -> inMemory.add(head.name()));
    for (Head head : BankRows.heads(handle)) {
      there.add(head.name());
      if (announcements.isNews(head.name(), head.version())) {
        if (inMemory.contains(head.name())) {
          refresh(head.name());
        }
        announcements.changed(head.name(), head.version());
      }
    }
    for (String name : announcements.names()) {
      if (!there.contains(name)) {
        refresh(name);
      }
    }
  }

  /** What is damaged is said to whoever asks for it. */
  private void refresh(String name) throws IOException {
    try {
      live.refreshed(name);
    } catch (BankDatabaseException e) {
      switch (e.trouble()) {
        case NOT_FOUND -> announcements.changed(name, 0);
        case DAMAGED -> live.remove(name);
        default -> throw e;
      }
    }
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      // Only close interrupts, and has said so.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(2L * SERVER_PERIOD);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
