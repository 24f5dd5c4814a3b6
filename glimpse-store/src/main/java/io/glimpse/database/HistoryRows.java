package io.glimpse.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.database.HistoryEntry.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The entries of a bank's history, its named versions, and the requests that named a key. */
final class HistoryRows {

  /** How long a key is remembered at least. */
  private static final Duration MEMORY = Duration.ofDays(7);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

  private static final String ENTRIES =
      "SELECT version, at, who, kind, what, target, undone FROM entry WHERE bank = :bank";

  private HistoryRows() {}

  /** What a request made that named a key. */
  record Asked(String fingerprint, long version, List<String> added) {}

  static void add(Handle handle, long bank, HistoryEntry entry) {
    handle
        .createUpdate(
            "INSERT INTO entry (bank, version, at, who, kind, what, target, undone)"
                + " VALUES (:bank, :version, :at, :who, :kind, :what, :target, 0)")
        .bind("bank", bank)
        .bind("version", entry.version())
        .bind("at", entry.at().toEpochMilli())
        .bind("who", entry.who())
        .bind("kind", entry.kind().name())
        .bind("what", entry.what())
        .bind("target", entry.target())
        .execute();
  }

  static Page<HistoryEntry> list(Handle handle, long bank, Page.Request page) {
    List<HistoryEntry> found =
        handle
            .createQuery(ENTRIES + " AND version < :before ORDER BY version DESC LIMIT :most")
            .bind("bank", bank)
            .bind("before", page.number(Long.MAX_VALUE))
            .bind("most", page.size() + 1)
            .map((row, context) -> entry(row))
            .list();
    return Page.of(found, page, entry -> Long.toString(entry.version()));
  }

  static Optional<HistoryEntry> find(Handle handle, long bank, long version) {
    return handle
        .createQuery(ENTRIES + " AND version = :version")
        .bind("bank", bank)
        .bind("version", version)
        .map((row, context) -> entry(row))
        .findOne();
  }

  /** The last change that is not undone and is no undoing itself; never the first entry. */
  static Optional<HistoryEntry> lastToUndo(Handle handle, long bank) {
    return handle
        .createQuery(
            ENTRIES
                + " AND undone = 0 AND kind NOT IN ('UNDO', 'CREATE')"
                + " ORDER BY version DESC LIMIT 1")
        .bind("bank", bank)
        .map((row, context) -> entry(row))
        .findOne();
  }

  /** Whether a change was undone since a version that others had followed. */
  static boolean hasUndoneByItself(Handle handle, long bank, long version) {
    return handle
        .createQuery(
            "SELECT 1 FROM entry WHERE bank = :bank AND version > :version AND kind = 'UNDO'"
                + " AND target = 0 LIMIT 1")
        .bind("bank", bank)
        .bind("version", version)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** The changes behind a version that left another frame, the oldest first. */
  static List<HistoryEntry> ofFramesSince(Handle handle, long bank, long version) {
    return handle
        .createQuery(
            ENTRIES
                + " AND version > :version"
                + " AND version IN (SELECT valid_from FROM frame WHERE bank = :bank)"
                + " ORDER BY version")
        .bind("bank", bank)
        .bind("version", version)
        .map((row, context) -> entry(row))
        .list();
  }

  static void markUndone(Handle handle, long bank, long version) {
    handle
        .createUpdate("UPDATE entry SET undone = 1 WHERE bank = :bank AND version = :version")
        .bind("bank", bank)
        .bind("version", version)
        .execute();
  }

  private static HistoryEntry entry(ResultSet row) throws SQLException {
    return new HistoryEntry(
        row.getLong(1),
        Instant.ofEpochMilli(row.getLong(2)),
        row.getString(3),
        Kind.valueOf(row.getString(4)),
        row.getString(5),
        row.getLong(6),
        row.getInt(7) != 0);
  }

  static List<NamedVersion> snapshots(Handle handle, long bank) {
    return handle
        .createQuery(
            "SELECT name, version, at, who FROM snapshot WHERE bank = :bank"
                + " ORDER BY version DESC, name")
        .bind("bank", bank)
        .map((row, context) -> named(row))
        .list();
  }

  static Optional<NamedVersion> snapshot(Handle handle, long bank, String name) {
    return handle
        .createQuery(
            "SELECT name, version, at, who FROM snapshot WHERE bank = :bank AND name = :name")
        .bind("bank", bank)
        .bind("name", name)
        .map((row, context) -> named(row))
        .findOne();
  }

  private static NamedVersion named(ResultSet row) throws SQLException {
    return new NamedVersion(
        row.getString(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3)), row.getString(4));
  }

  /** Gives a version a name, unless another one has it. */
  static boolean addSnapshot(Handle handle, long bank, NamedVersion named) {
    return handle
            .createUpdate(
                "INSERT INTO snapshot (bank, name, version, at, who)"
                    + " VALUES (:bank, :name, :version, :at, :who)"
                    + " ON CONFLICT (bank, name) DO NOTHING")
            .bind("bank", bank)
            .bind("name", named.name())
            .bind("version", named.version())
            .bind("at", named.at().toEpochMilli())
            .bind("who", named.who())
            .execute()
        > 0;
  }

  static boolean removeSnapshot(Handle handle, long bank, String name) {
    return handle
            .createUpdate("DELETE FROM snapshot WHERE bank = :bank AND name = :name")
            .bind("bank", bank)
            .bind("name", name)
            .execute()
        > 0;
  }

  /**
   * What a request made when it came before; empty if it did not.
   *
   * @throws BankDatabaseException if its key came with another request
   */
  static Optional<Asked> asked(Handle handle, long bank, ChangeRequest request)
      throws BankDatabaseException {
    if (request.idempotencyKey() == null) {
      return Optional.empty();
    }
    Optional<Asked> asked =
        handle
            .createQuery(
                "SELECT fingerprint, version, added FROM asked"
                    + " WHERE bank = :bank AND idempotency_key = :key")
            .bind("bank", bank)
            .bind("key", request.idempotencyKey())
            .map(
                (row, context) ->
                    new Asked(row.getString(1), row.getLong(2), ids(row.getString(3))))
            .findOne();
    if (asked.isPresent() && !asked.get().fingerprint().equals(request.fingerprint())) {
      throw new BankDatabaseException(
          Trouble.KEY_REUSED,
          "this idempotency key came with another request; give each request a key of its own");
    }
    return asked;
  }

  private static List<String> ids(String json) throws SQLException {
    try {
      return JSON.readValue(json, STRINGS);
    } catch (JsonProcessingException e) {
      throw new SQLException("ids of shots are no list", e);
    }
  }

  /** Remembers a request that named a key, and forgets those of long ago. */
  static void remember(
      Handle handle, long bank, ChangeRequest request, HistoryEntry made, List<String> added)
      throws JsonProcessingException {
    if (request.idempotencyKey() == null) {
      return;
    }
    handle
        .createUpdate("DELETE FROM asked WHERE bank = :bank AND at < :at")
        .bind("bank", bank)
        .bind("at", made.at().minus(MEMORY).toEpochMilli())
        .execute();
    handle
        .createUpdate(
            "INSERT INTO asked (bank, idempotency_key, fingerprint, version, added, at)"
                + " VALUES (:bank, :key, :fingerprint, :version, :added, :at)")
        .bind("bank", bank)
        .bind("key", request.idempotencyKey())
        .bind("fingerprint", request.fingerprint())
        .bind("version", made.version())
        .bind("added", JSON.writeValueAsString(added))
        .bind("at", made.at().toEpochMilli())
        .execute();
  }
}
