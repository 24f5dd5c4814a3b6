package io.glimpse.database;

import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.database.BankRows.Head;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Lists shots, and gives their pictures. */
final class ShotRows {

  private static final String COLUMNS =
      "SELECT s.id, c.name, s.source, s.digest, s.media_type, s.added_by, s.added_at, p.seq"
          + " FROM shot_place p"
          + " JOIN shot s ON s.bank = p.bank AND s.shot_row = p.shot_row"
          + " JOIN class_place c ON c.bank = p.bank AND c.class_row = p.class_row"
          + " AND c.valid_to IS NULL"
          + " WHERE p.bank = :bank AND p.valid_to IS NULL";

  private ShotRows() {}

  private record Row(StoredShot shot, long seq) {}

  static Page<StoredShot> list(Handle handle, Head head, String className, Page.Request page)
      throws BankDatabaseException {
    long classRow =
        handle
            .createQuery(
                "SELECT class_row FROM class_place"
                    + " WHERE bank = :bank AND name = :name AND valid_to IS NULL")
            .bind("bank", head.id())
            .bind("name", className)
            .mapTo(Long.class)
            .findOne()
            .orElseThrow(
                () ->
                    new BankDatabaseException(
                        Trouble.NOT_FOUND,
                        "there is no class '" + className + "' in bank '" + head.name() + "'"));
    List<Row> found =
        handle
            .createQuery(
                COLUMNS + " AND p.class_row = :class AND p.seq > :after ORDER BY p.seq LIMIT :most")
            .bind("bank", head.id())
            .bind("class", classRow)
            .bind("after", page.number(-1))
            .bind("most", page.size() + 1)
            .map((row, context) -> row(row))
            .list();
    Page<Row> rows = Page.of(found, page, row -> Long.toString(row.seq()));
    return new Page<>(rows.items().stream().map(Row::shot).toList(), rows.next());
  }

  static StoredShot one(Handle handle, Head head, String id) throws BankDatabaseException {
    return handle
        .createQuery(
            COLUMNS
                + " AND p.shot_row IN (SELECT shot_row FROM shot WHERE bank = :bank AND id = :id)")
        .bind("bank", head.id())
        .bind("id", id)
        .map((row, context) -> row(row).shot())
        .findOne()
        .orElseThrow(() -> noShot(head, id));
  }

  private static BankDatabaseException noShot(Head head, String id) {
    return new BankDatabaseException(
        Trouble.NOT_FOUND, "there is no shot '" + id + "' in bank '" + head.name() + "'");
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new StoredShot(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            !row.getString(5).isEmpty(),
            row.getString(6),
            Instant.ofEpochMilli(row.getLong(7))),
        row.getLong(8));
  }

  /** Of a shot that the bank has or had; empty where nothing is kept. */
  static Optional<ShotPicture> picture(Handle handle, Head head, String id)
      throws BankDatabaseException {
    ShotPicture kept = lastPicture(handle, head.id(), id).orElseThrow(() -> noShot(head, id));
    return kept.mediaType().isEmpty() ? Optional.empty() : Optional.of(kept);
  }

  /** What was kept when a shot of an id last came; empty if none did. */
  static Optional<ShotPicture> lastPicture(Handle handle, long bank, String id) {
    return handle
        .createQuery(
            "SELECT digest, thumbnail, media_type FROM shot WHERE bank = :bank AND id = :id"
                + " ORDER BY shot_row DESC LIMIT 1")
        .bind("bank", bank)
        .bind("id", id)
        .map((row, context) -> new ShotPicture(row.getString(1), row.getBytes(2), row.getString(3)))
        .findOne();
  }
}
