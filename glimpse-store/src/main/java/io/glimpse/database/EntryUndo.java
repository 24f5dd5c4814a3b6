package io.glimpse.database;

import io.glimpse.database.BankDatabaseException.Trouble;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Takes one change back out of the rows of a bank that was changed further since: rows that came
 * with it go, if they are shown yet, and rows that went with it come back, if nothing stands in
 * their place. All other rows stay.
 */
final class EntryUndo {

  /** The columns of what came and went, but for the versions. */
  private static final String CLASS_COLUMNS = "bank, class_row, name, text_row, seq";

  private static final String SHOT_COLUMNS = "bank, shot_row, class_row, seq";

  private static final String NO_CLASS =
      " NOT EXISTS (SELECT 1 FROM class_place o WHERE o.bank = p.bank"
          + " AND o.class_row = p.class_row AND o.valid_to IS NULL)";

  private final Handle handle;
  private final long bank;
  private final long version;
  private final HistoryEntry undone;

  /**
   * Of a change.
   *
   * @param version that is made, whose number nobody else has
   */
  EntryUndo(Handle handle, long bank, long version, HistoryEntry undone) {
    this.handle = handle;
    this.bank = bank;
    this.version = version;
    this.undone = undone;
  }

  /**
   * Writes it.
   *
   * @throws BankDatabaseException naming the later change that stands in the way; the transaction
   *     is to be given up then
   */
  void write() throws BankDatabaseException {
    for (String table : new String[] {"class_place", "shot_place"}) {
      refuse(
          "SELECT MIN(valid_to) FROM "
              + table
              + " WHERE bank = :bank AND valid_from = :undone AND valid_to < :version");
      handle
          .createUpdate(
              "UPDATE "
                  + table
                  + " SET valid_to = :version"
                  + " WHERE bank = :bank AND valid_from = :undone AND valid_to IS NULL")
          .bind("bank", bank)
          .bind("undone", undone.version())
          .bind("version", version)
          .execute();
    }
    refuse(
        "SELECT MIN(p.valid_from) FROM class_place p WHERE p.bank = :bank AND p.valid_to IS NULL"
            + " AND EXISTS (SELECT 1 FROM class_place w WHERE w.bank = p.bank"
            + " AND w.valid_to = :undone AND (w.class_row = p.class_row OR w.name = p.name))");
    refuse(
        "SELECT MIN(p.valid_from) FROM shot_place p"
            + " JOIN shot s ON s.bank = p.bank AND s.shot_row = p.shot_row"
            + " WHERE p.bank = :bank AND p.valid_to IS NULL"
            + " AND s.id IN (SELECT t.id FROM shot_place w"
            + " JOIN shot t ON t.bank = w.bank AND t.shot_row = w.shot_row"
            + " WHERE w.bank = :bank AND w.valid_to = :undone)");
    reopen("class_place", CLASS_COLUMNS);
    reopen("shot_place", SHOT_COLUMNS);
    requireWhole();
  }

  private void reopen(String table, String columns) {
    handle
        .createUpdate(
            "INSERT INTO %1$s (%2$s, valid_from, valid_to) SELECT %2$s, :version, NULL FROM %1$s"
                    .formatted(table, columns)
                + " WHERE bank = :bank AND valid_to = :undone")
        .bind("bank", bank)
        .bind("undone", undone.version())
        .bind("version", version)
        .execute();
  }

  /** Every shot has its class, and there is a class. */
  private void requireWhole() throws BankDatabaseException {
    // Shots that came later, of a class that goes.
    refuse(
        "SELECT MIN(p.valid_from) FROM shot_place p WHERE p.bank = :bank AND p.valid_to IS NULL"
            + " AND p.valid_from < :version AND"
            + NO_CLASS);
    // Shots that come back, of a class that went later.
    refuse(
        "SELECT MAX(c.valid_to) FROM shot_place p"
            + " JOIN class_place c ON c.bank = p.bank AND c.class_row = p.class_row"
            + " WHERE p.bank = :bank AND p.valid_from = :version AND c.valid_to < :version AND"
            + NO_CLASS);
    refuse(
        "SELECT MAX(valid_to) FROM class_place p WHERE bank = :bank AND valid_to < :version"
            + " AND NOT EXISTS (SELECT 1 FROM class_place o WHERE o.bank = p.bank"
            + " AND o.valid_to IS NULL)");
  }

  /** Asks for the change that stands in the way, and refuses where there is one. */
  private void refuse(String sql) throws BankDatabaseException {
    Query query = handle.createQuery(sql).bind("bank", bank);
    if (sql.contains(":undone")) {
      query.bind("undone", undone.version());
    }
    if (sql.contains(":version")) {
      query.bind("version", version);
    }
    Optional<Long> later = query.mapTo(Long.class).findOne();
    if (later.isPresent()) {
      throw inTheWay(handle, bank, undone, later.get());
    }
  }

  /** The refusal to undo a change that another builds on. */
  static BankDatabaseException inTheWay(Handle handle, long bank, HistoryEntry entry, long later) {
    String other =
        HistoryRows.find(handle, bank, later).map(EntryUndo::sentence).orElse("change " + later);
    return new BankDatabaseException(
        Trouble.NOT_ALLOWED,
        sentence(entry)
            + " cannot be undone by itself: "
            + other
            + " stands in the way; undo that first, or restore version "
            + (entry.version() - 1));
  }

  /** Names a change: {@code change 3 (added 1 shot to 'cat')}. */
  static String sentence(HistoryEntry entry) {
    return "change " + entry.version() + " (" + entry.what() + ")";
  }
}
