package io.glimpse.database;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFrame;
import io.glimpse.bank.Shot;
import io.glimpse.database.BankRows.Head;
import io.glimpse.feature.LocalTokens;
import io.glimpse.local.LocalShots;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Brings a bank in memory up to what others made of it, where they only added shots to classes that
 * it has: then its classifier grows, too, and nothing else is read.
 */
final class BankGrowth {

  /** Shots from which on it is read anew. */
  private static final int MOST = 200;

  private BankGrowth() {}

  @SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares two of these.
  private record Row(Shot shot, String className, byte[] feature, byte[] local) {}

  /**
   * The bank as it is now.
   *
   * @param version that {@code known} is of
   * @return empty where it is to be read anew
   */
  static Optional<Bank> follow(Handle handle, Head head, Bank known, long version)
      throws IOException {
    if (changed(handle, head, version, "class_place", "valid_from")
        || changed(handle, head, version, "class_place", "valid_to")
        || changed(handle, head, version, "shot_place", "valid_to")) {
      return Optional.empty();
    }
    List<Row> rows =
        handle
            .createQuery(
                "SELECT s.id, s.source, c.name, s.feature, s.local_tokens FROM shot_place p"
                    + " JOIN shot s ON s.bank = p.bank AND s.shot_row = p.shot_row"
                    + " JOIN class_place c ON c.bank = p.bank AND c.class_row = p.class_row"
                    + " AND c.valid_to IS NULL"
                    + " WHERE p.bank = :bank AND p.valid_from > :known AND p.valid_from <= :version"
                    + " ORDER BY p.seq LIMIT :most")
            .bind("bank", head.id())
            .bind("known", version)
            .bind("version", head.version())
            .bind("most", MOST + 1)
            .map(
                (row, context) ->
                    new Row(
                        new Shot(row.getString(1), row.getString(2)),
                        row.getString(3),
                        row.getBytes(4),
                        row.getBytes(5)))
            .list();
    if (rows.size() > MOST || known.fitted().isTrained()) {
      return Optional.empty();
    }
    Bank grown = known;
    for (Row row : rows) {
      int label = grown.classes().index(row.className()).orElse(-1);
      if (label < 0 || grown.shots().find(row.shot().id()).isPresent()) {
        return Optional.empty();
      }
      grown = with(grown, label, row);
    }
    byte[] own = BankFrame.toBytes(grown);
    boolean sameFrame =
        handle
            .createQuery(
                "SELECT content FROM frame f WHERE f.bank = :bank AND " + BankRows.shown("f"))
            .bind("bank", head.id())
            .bind("version", head.version())
            .map((row, context) -> row.getBytes(1))
            .findOne()
            .filter(frame -> Arrays.equals(frame, own))
            .isPresent();
    return sameFrame ? Optional.of(grown) : Optional.empty();
  }

  private static boolean changed(
      Handle handle, Head head, long version, String table, String column) {
    return handle
        .createQuery(
            "SELECT 1 FROM %1$s WHERE bank = :bank AND %2$s > :known AND %2$s <= :version LIMIT 1"
                .formatted(table, column))
        .bind("bank", head.id())
        .bind("known", version)
        .bind("version", head.version())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static Bank with(Bank bank, int label, Row row) {
    LocalShots local = bank.shots().local();
    List<LocalTokens> places =
        local == null
            ? List.of()
            : LocalShots.ofHalves(
                    local.widths(), local.places(), List.of(Blobs.halves(row.local())))
                .asList();
    Matrix key = Blobs.rows(row.feature(), bank.text().dimension(), "the feature of a shot");
    return bank.with(
        row.className(),
        bank.prompts().get(label),
        bank.text().prompts().get(label),
        key,
        List.of(row.shot()),
        places);
  }
}
