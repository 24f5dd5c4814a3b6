package io.glimpse.database;

import io.glimpse.database.BankRows.Head;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Makes banks, counts their versions, and deletes them. */
final class BankHeads {

  /** What servers listen to for changes by others. */
  static final String CHANNEL = "glimpse_banks";

  /** All that belongs to a bank, what refers to others first. */
  private static final List<String> TABLES =
      List.of(
          "asked", "snapshot", "entry", "frame", "shot_place", "shot", "class_place", "class_text");

  /** Numbers banks, so that nobody waits for anybody's number. */
  private static final SecureRandom RANDOM = new SecureRandom();

  private BankHeads() {}

  /**
   * A version that is being made.
   *
   * @param head with that version
   * @param nextRow from which on the numbers of rows are free
   */
  record Next(Head head, long nextRow) {}

  /** A bank of a name, at the version behind the last of that name; empty if there is one. */
  static Optional<Head> create(Handle handle, String name) {
    long version =
        1
            + handle
                .createQuery("SELECT version FROM retired_name WHERE name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    handle.createUpdate("DELETE FROM retired_name WHERE name = :name").bind("name", name).execute();
    int made =
        handle
            .createUpdate(
                "INSERT INTO bank (id, name, version, next_row, changed_at)"
                    + " VALUES (:id, :name, :version, 1, 0) ON CONFLICT (name) DO NOTHING")
            .bind("id", RANDOM.nextLong() >>> 1)
            .bind("name", name)
            .bind("version", version)
            .execute();
    return made == 0 ? Optional.empty() : BankRows.head(handle, name);
  }

  /** Takes the next version, and keeps others from it; empty if somebody else has it. */
  static Optional<Next> next(Handle handle, Head head) {
    int taken =
        handle
            .createUpdate(
                "UPDATE bank SET version = :next WHERE id = :id AND name = :name"
                    + " AND version = :version")
            .bind("next", head.version() + 1)
            .bind("id", head.id())
            .bind("name", head.name())
            .bind("version", head.version())
            .execute();
    if (taken == 0) {
      return Optional.empty();
    }
    long nextRow =
        handle
            .createQuery("SELECT next_row FROM bank WHERE id = :id")
            .bind("id", head.id())
            .mapTo(Long.class)
            .one();
    return Optional.of(new Next(new Head(head.id(), head.name(), head.version() + 1), nextRow));
  }

  /** Writes down what a version has used, and has it told to other servers. */
  static void finish(Handle handle, Head head, long nextRow, long at, boolean isServer) {
    handle
        .createUpdate("UPDATE bank SET next_row = :row, changed_at = :at WHERE id = :id")
        .bind("row", nextRow)
        .bind("at", at)
        .bind("id", head.id())
        .execute();
    tell(handle, isServer);
  }

  /** Deletes a bank; false if it has another version meanwhile. */
  static boolean delete(Handle handle, Head head, boolean isServer) {
    // Whoever changes it at this moment holds the row; he comes first, or finds it gone.
    int locked =
        handle
            .createUpdate("UPDATE bank SET version = version WHERE id = :id AND version = :version")
            .bind("id", head.id())
            .bind("version", head.version())
            .execute();
    if (locked == 0) {
      return false;
    }
    for (String table : TABLES) {
      handle
          .createUpdate("DELETE FROM " + table + " WHERE bank = :id")
          .bind("id", head.id())
          .execute();
    }
    handle.createUpdate("DELETE FROM bank WHERE id = :id").bind("id", head.id()).execute();
    handle
        .createUpdate("INSERT INTO retired_name (name, version) VALUES (:name, :version)")
        .bind("name", head.name())
        .bind("version", head.version())
        .execute();
    tell(handle, isServer);
    return true;
  }

  private static void tell(Handle handle, boolean isServer) {
    if (isServer) {
      handle.execute("NOTIFY " + CHANNEL);
    }
  }
}
